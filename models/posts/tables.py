"""Posts and tags. What PostgreSQL makes itself, `coin_ids`, `score`, `hot` and `document`, stands in the migration."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.models import Model

from models.accounts.tables import Person


class Post(Model):
    """What somebody wrote. One that is deleted keeps its row and its votes, and none of its words."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="posts")
    slug = fields.CharField(max_length=100, unique=True)
    status = fields.CharField(max_length=10)
    status_reason = fields.CharField(max_length=500, null=True)
    version = fields.IntField(default=1)
    title = fields.CharField(max_length=200)
    body = fields.TextField()
    body_html = fields.TextField()
    preview = fields.CharField(max_length=500, null=True, description="the author's own summary")
    excerpt = fields.CharField(max_length=500, description="the beginning of the words")
    tag_names: list[str] = ArrayField("text")
    given_coin_ids: list[object] = ArrayField("uuid", description="those that the author put beside it")
    named_coin_ids: list[object] = ArrayField("uuid", description="those that its words name")
    created_at = fields.DatetimeField(description="of a draft when it was begun, else when it was published")
    edited_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)
    last_activity_at = fields.DatetimeField()
    upvotes = fields.IntField(default=0)
    downvotes = fields.IntField(default=0)
    comment_count = fields.IntField(default=0)
    participant_count = fields.IntField(default=0)

    class Meta:
        table = "post"


class Tag(Model):
    """A tag and how many posts carry it that everybody may list."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    name = fields.CharField(max_length=20, unique=True)
    post_count = fields.IntField(default=0)

    class Meta:
        table = "tag"
