from tortoise import migrations
from tortoise.migrations import operations as ops
from models.fields import NumericField
from tortoise.fields.db_defaults import SqlDefault
from tortoise import fields

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name='Coin',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('uuid', fields.CharField(unique=True, description="the price provider's own id", max_length=64)),
                ('slug', fields.CharField(unique=True, max_length=80)),
                ('symbol', fields.CharField(db_index=True, max_length=20)),
                ('name', fields.CharField(max_length=80)),
                ('rank', fields.IntField()),
                ('tier', fields.SmallIntField(null=True)),
                ('icon', fields.CharField(null=True, max_length=40)),
                ('color', fields.CharField(null=True, max_length=9)),
                ('website_url', fields.CharField(null=True, max_length=300)),
                ('coinranking_url', fields.CharField(null=True, max_length=300)),
                ('circulating_supply', NumericField(null=True, generated=False, unique=False)),
                ('total_supply', NumericField(null=True, generated=False, unique=False)),
                ('max_supply', NumericField(null=True, generated=False, unique=False)),
                ('all_time_high', NumericField(null=True, generated=False, unique=False)),
                ('all_time_high_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('price', NumericField(generated=False, null=False, unique=False)),
                ('price_in_btc', NumericField(null=True, generated=False, unique=False)),
                ('market_cap', NumericField(generated=False, null=False, unique=False)),
                ('volume_24h', NumericField(generated=False, null=False, unique=False)),
                ('change_1h', NumericField(null=True, generated=False, unique=False)),
                ('change_24h', NumericField(generated=False, null=False, unique=False)),
                ('change_7d', NumericField(null=True, generated=False, unique=False)),
                ('change_30d', NumericField(null=True, generated=False, unique=False)),
                ('change_1y', NumericField(null=True, generated=False, unique=False)),
                ('updated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'coin', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What a coin is and what it costs; prices in US dollars, changes in percent.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Lease',
            fields=[
                ('name', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40)),
                ('holder', fields.CharField(max_length=80)),
                ('epoch', fields.BigIntField()),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'lease', 'app': 'models', 'pk_attr': 'name', 'table_description': 'Who does the named thing until when; the epoch grows with each new holder.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MarketStats',
            fields=[
                ('name', fields.CharField(primary_key=True, default='whole', unique=True, db_index=True, max_length=10)),
                ('total_coins', fields.IntField()),
                ('total_markets', fields.IntField()),
                ('total_exchanges', fields.IntField()),
                ('total_market_cap', NumericField(generated=False, null=False, unique=False)),
                ('total_24h_volume', NumericField(generated=False, null=False, unique=False)),
                ('bitcoin_dominance', NumericField(generated=False, null=False, unique=False)),
                ('source', fields.CharField(max_length=20)),
                ('updated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'market_stats', 'app': 'models', 'pk_attr': 'name', 'table_description': 'The one row of the whole market.'},
            bases=['Model'],
        ),
        # Every row is rewritten at each move of the market: room in the page keeps that from touching an index.
        ops.RunSQL('alter table coin set (fillfactor = 50)', 'alter table coin reset (fillfactor)'),
        # How a price went, in units of a minute, an hour and a day; the longer ones are put together from these.
        ops.RunSQL(
            '''
            create table candle (
                coin_id uuid not null references coin on delete cascade,
                minutes smallint not null check (minutes in (1, 60, 1440)),
                start timestamptz not null,
                open numeric not null,
                high numeric not null,
                low numeric not null,
                close numeric not null,
                volume numeric,
                primary key (coin_id, minutes, start)
            ) with (fillfactor = 90)
            ''',
            'drop table candle',
        ),
        # Old candles are found by their age alone.
        ops.RunSQL('create index candle_age on candle (minutes, start)', 'drop index candle_age'),
    ]
