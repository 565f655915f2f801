"""People, their sessions and their links. Nothing here is readable that would let anybody in: secrets are hashes."""

from tortoise import fields
from tortoise.fields.db_defaults import SqlDefault
from tortoise.models import Model


class Person(Model):
    """Somebody with an account. `email_key` and `username_key` are case folded, and unique among the confirmed."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    email = fields.CharField(max_length=254)
    email_key = fields.CharField(max_length=254)
    username = fields.CharField(max_length=24)
    username_key = fields.CharField(max_length=24)
    password_hash = fields.CharField(max_length=200)
    role = fields.CharField(max_length=10, default="MEMBER")
    display_name = fields.CharField(max_length=80)
    title = fields.CharField(max_length=80, null=True)
    bio = fields.TextField(null=True)
    website = fields.CharField(max_length=300, null=True)
    twitter = fields.CharField(max_length=300, null=True)
    linked_in = fields.CharField(max_length=300, null=True)
    public_email = fields.BooleanField(default=False)
    reputation = fields.IntField(default=0)
    terms_accepted_at = fields.DatetimeField()
    joined_at = fields.DatetimeField()
    confirmed_at = fields.DatetimeField(null=True)
    suspended_until = fields.DatetimeField(null=True)
    password_changed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "person"


class UsernameHold(Model):
    """A username that a sign-up asked for: taken for a while, whether or not the email was free."""

    username_key = fields.CharField(max_length=24, primary_key=True)
    held_until = fields.DatetimeField()

    class Meta:
        table = "username_hold"


class Session(Model):
    """Somebody signed in on a device. The refresh token names `generation`, which grows at each use."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="sessions")
    generation = fields.IntField(default=0)
    rotated_at = fields.DatetimeField()
    device = fields.CharField(max_length=300)
    ip_address = fields.CharField(max_length=45)
    created_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session"


class Link(Model):
    """What a mail's link proves, once and until it expires; the token itself is in the mail alone."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="links")
    purpose = fields.CharField(max_length=30)
    token_hash = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "link"
