from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.fields.db_defaults import SqlDefault
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0001_the_market')]

    initial = False

    operations = [
        ops.CreateModel(
            name='DeadLetter',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('effect', fields.CharField(max_length=60)),
                ('topic', fields.CharField(max_length=40)),
                ('position', fields.BigIntField()),
                ('event_id', fields.UUIDField()),
                ('type', fields.CharField(max_length=80)),
                ('key', fields.CharField(max_length=100)),
                ('payload', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('error', fields.TextField(unique=False)),
                ('attempts', fields.IntField()),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('resolved_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('resolution', fields.CharField(null=True, max_length=20)),
            ],
            options={'table': 'dead_letter', 'app': 'models', 'unique_together': (('effect', 'event_id'),), 'pk_attr': 'id', 'table_description': 'An event that an effect failed at, laid aside so that the next ones go on; sent again by command.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Delivery',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('channel', fields.CharField(max_length=20)),
                ('template', fields.CharField(max_length=60)),
                ('person_id', fields.UUIDField(null=True)),
                ('facts', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('state', fields.CharField(default='PENDING', max_length=10)),
                ('attempts', fields.IntField(default=0)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('error', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'delivery', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One mail or text: PENDING until it was SENT, or FAILED for good. An intent alone: its words are made as it goes.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Feed',
            fields=[
                ('topic', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40)),
                ('id', fields.UUIDField(unique=True)),
                ('position', fields.BigIntField(default=0)),
                ('published', fields.BigIntField(default=0)),
                ('floor', fields.BigIntField(default=0)),
            ],
            options={'table': 'feed', 'app': 'models', 'pk_attr': 'topic', 'table_description': "A topic's numbered line: the last number given, the last that Kafka acknowledged, the highest deleted."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LimitCount',
            fields=[
                ('key', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=120)),
                ('count', fields.IntField()),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'limit_count', 'app': 'models', 'pk_attr': 'key', 'table_description': "The limiter's fallback while Redis is away: how often within the window that ends then."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MailboxMessage',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('recipient', fields.CharField(max_length=254)),
                ('subject', fields.CharField(max_length=200)),
                ('text', fields.TextField(unique=False)),
                ('html', fields.TextField(unique=False)),
                ('links', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'mailbox_message', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A mail that was not sent to anybody: where no mail service is set, it lies in the mailbox to be read.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Outbox',
            fields=[
                ('seq', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('id', fields.UUIDField(unique=True)),
                ('topic', fields.CharField(max_length=40)),
                ('key', fields.CharField(max_length=100)),
                ('type', fields.CharField(max_length=80)),
                ('payload', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('position', fields.BigIntField(null=True)),
                ('actor_id', fields.UUIDField(null=True)),
                ('ip_address', fields.CharField(null=True, max_length=45)),
            ],
            options={'table': 'outbox', 'app': 'models', 'pk_attr': 'seq', 'table_description': 'An event, in the order it was written; the relay gives it its place in its feed. Who and where stay here.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Person',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('email', fields.CharField(max_length=254)),
                ('email_key', fields.CharField(unique=True, max_length=254)),
                ('username', fields.CharField(max_length=24)),
                ('username_key', fields.CharField(unique=True, max_length=24)),
                ('password_hash', fields.CharField(max_length=200)),
                ('role', fields.CharField(default='MEMBER', max_length=10)),
                ('display_name', fields.CharField(max_length=80)),
                ('title', fields.CharField(null=True, max_length=80)),
                ('bio', fields.TextField(null=True, unique=False)),
                ('website', fields.CharField(null=True, max_length=300)),
                ('twitter', fields.CharField(null=True, max_length=300)),
                ('linked_in', fields.CharField(null=True, max_length=300)),
                ('public_email', fields.BooleanField(default=False)),
                ('reputation', fields.IntField(default=0)),
                ('terms_accepted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('joined_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('confirmed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('suspended_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('password_changed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'person', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Somebody with an account. `email_key` and `username_key` are case folded: unique without case, kept as written.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Link',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='links', on_delete=OnDelete.CASCADE)),
                ('purpose', fields.CharField(max_length=30)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'link', 'app': 'models', 'pk_attr': 'id', 'table_description': "What a mail's link proves, once and until it expires; the token itself is in the mail alone."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Session',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='sessions', on_delete=OnDelete.CASCADE)),
                ('generation', fields.IntField(default=0)),
                ('rotated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('device', fields.CharField(max_length=300)),
                ('ip_address', fields.CharField(max_length=45)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('last_used_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('revoked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'session', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Somebody signed in on a device. The refresh token names `generation`, which grows at each use.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='UsernameHold',
            fields=[
                ('username_key', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=24)),
                ('held_until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'username_hold', 'app': 'models', 'pk_attr': 'username_key', 'table_description': 'A username that a sign-up asked for: taken for a while, whether or not the email was free.'},
            bases=['Model'],
        ),
        ops.RunSQL(
            '''
            create table progress (
                effect text not null,
                topic text not null,
                position bigint not null default 0,
                updated_at timestamptz not null default now(),
                primary key (effect, topic)
            ) with (fillfactor = 50)
            ''',
            'drop table progress',
        ),
        # What has no number yet, in the order it was written; a feed by its numbers; one key of a feed.
        ops.RunSQL('create index outbox_unnumbered on outbox (topic, seq) where position is null', 'drop index outbox_unnumbered'),
        ops.RunSQL('create unique index outbox_numbered on outbox (topic, position)', 'drop index outbox_numbered'),
        ops.RunSQL('create index outbox_key on outbox (topic, key, position)', 'drop index outbox_key'),
        ops.RunSQL("create index delivery_due on delivery (due_at) where state = 'PENDING'", 'drop index delivery_due'),
        ops.RunSQL('create index dead_letter_open on dead_letter (id) where resolved_at is null', 'drop index dead_letter_open'),
        ops.RunSQL('create index session_of_person on session (person_id, id)', 'drop index session_of_person'),
        ops.RunSQL('create index link_of_person on link (person_id, purpose)', 'drop index link_of_person'),
    ]
