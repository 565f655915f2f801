from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0004_the_limiter')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='Delivery',
            options={'table': 'delivery', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One mail or text: PENDING until it was SENT, or FAILED for good. An intent: its words are made as it goes.'},
        ),
        ops.AlterModelOptions(
            name='Person',
            options={'table': 'person', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Somebody with an account. `email_key` and `username_key` are case folded, and unique among the confirmed.'},
        ),
        ops.AlterField(
            model_name='Person',
            name='email_key',
            field=fields.CharField(max_length=254),
        ),
        ops.AlterField(
            model_name='Person',
            name='username_key',
            field=fields.CharField(max_length=24),
        ),
        # One email may sign up several times before it is confirmed, and so may a username; confirmed there is one.
        ops.RunSQL('create unique index person_email on person (email_key) where confirmed_at is not null', 'drop index person_email'),
        ops.RunSQL('create unique index person_username on person (username_key) where confirmed_at is not null', 'drop index person_username'),
        ops.RunSQL('create index person_sign_ups on person (email_key, id) where confirmed_at is null', 'drop index person_sign_ups'),
        ops.RunSQL('create index person_unconfirmed on person (joined_at) where confirmed_at is null', 'drop index person_unconfirmed'),
    ]
