"""Comments. A column that PostgreSQL makes itself, `score`, stands in the migration."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.models import Model

from models.accounts.tables import Person
from models.posts.tables import Post


class Comment(Model):
    """What somebody said under a post. One that is deleted keeps its place and its votes, and none of its words."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField("models.Post", related_name="comments")
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="comments")
    parent: fields.ForeignKeyNullableRelation["Comment"] = fields.ForeignKeyField(
        "models.Comment", related_name="replies", null=True
    )
    ancestor_ids: list[object] = ArrayField("uuid", description="from the top-level comment down to the parent")
    depth = fields.SmallIntField()
    status = fields.CharField(max_length=10, default="VISIBLE")
    status_reason = fields.CharField(max_length=500, null=True)
    version = fields.IntField(default=1)
    body = fields.TextField()
    body_html = fields.TextField()
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    upvotes = fields.IntField(default=0)
    downvotes = fields.IntField(default=0)
    reply_count = fields.IntField(default=0, description="direct replies, whatever became of them")

    class Meta:
        table = "comment"
