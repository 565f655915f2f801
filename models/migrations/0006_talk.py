from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise.fields.db_defaults import SqlDefault
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_accounts')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Post',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('author', fields.ForeignKeyField('models.Person', source_field='author_id', db_constraint=True, to_field='id', related_name='posts', on_delete=OnDelete.CASCADE)),
                ('slug', fields.CharField(unique=True, max_length=100)),
                ('status', fields.CharField(max_length=10)),
                ('status_reason', fields.CharField(null=True, max_length=500)),
                ('version', fields.IntField(default=1)),
                ('title', fields.CharField(max_length=200)),
                ('body', fields.TextField(unique=False)),
                ('body_html', fields.TextField(unique=False)),
                ('preview', fields.CharField(null=True, description="the author's own summary", max_length=500)),
                ('excerpt', fields.CharField(description='the beginning of the words', max_length=500)),
                ('tag_names', ArrayField(element_type='TEXT')),
                ('given_coin_ids', ArrayField(description='those that the author put beside it', element_type='UUID')),
                ('named_coin_ids', ArrayField(description='those that its words name', element_type='UUID')),
                ('created_at', fields.DatetimeField(description='of a draft when it was begun, else when it was published', auto_now=False, auto_now_add=False)),
                ('edited_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('deleted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_activity_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('upvotes', fields.IntField(default=0)),
                ('downvotes', fields.IntField(default=0)),
                ('comment_count', fields.IntField(default=0)),
                ('participant_count', fields.IntField(default=0)),
            ],
            options={'table': 'post', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What somebody wrote. One that is deleted keeps its row and its votes, and none of its words.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Comment',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('post', fields.ForeignKeyField('models.Post', source_field='post_id', db_constraint=True, to_field='id', related_name='comments', on_delete=OnDelete.CASCADE)),
                ('author', fields.ForeignKeyField('models.Person', source_field='author_id', db_constraint=True, to_field='id', related_name='comments', on_delete=OnDelete.CASCADE)),
                ('parent', fields.ForeignKeyField('models.Comment', source_field='parent_id', null=True, db_constraint=True, to_field='id', related_name='replies', on_delete=OnDelete.CASCADE)),
                ('ancestor_ids', ArrayField(description='from the top-level comment down to the parent', element_type='UUID')),
                ('depth', fields.SmallIntField()),
                ('status', fields.CharField(default='VISIBLE', max_length=10)),
                ('status_reason', fields.CharField(null=True, max_length=500)),
                ('version', fields.IntField(default=1)),
                ('body', fields.TextField(unique=False)),
                ('body_html', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('edited_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('upvotes', fields.IntField(default=0)),
                ('downvotes', fields.IntField(default=0)),
                ('reply_count', fields.IntField(default=0, description='direct replies, whatever became of them')),
            ],
            options={'table': 'comment', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What somebody said under a post. One that is deleted keeps its place and its votes, and none of its words.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Tag',
            fields=[
                ('id', fields.UUIDField(primary_key=True, unique=True, db_index=True, db_default=SqlDefault('uuidv7()'))),
                ('name', fields.CharField(unique=True, max_length=20)),
                ('post_count', fields.IntField(default=0)),
            ],
            options={'table': 'tag', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A tag and how many posts carry it that everybody may list.'},
            bases=['Model'],
        ),
        # An array's words as one text, and the hour of an instant: of these two forms PostgreSQL does not know by itself
        # that they depend on nothing else.
        ops.RunSQL(
            "create function words_of(text[]) returns text language sql immutable parallel safe as $$ select array_to_string($1, ' ') $$",
            'drop function words_of',
        ),
        ops.RunSQL(
            """
            create function united(uuid[], uuid[]) returns uuid[] language sql immutable parallel safe as $$
              select $1 || array(select one from unnest($2) with ordinality as named (one, place) where one <> all ($1) order by place)
            $$
            """,
            'drop function united',
        ),
        # How hot a post is: what it is worth today against what was written later. Ten times the votes, or the comments,
        # make up for half a day; every order by it is this one formula.
        ops.RunSQL(
            """
            create function hotness(score int, comments int, at timestamptz) returns float8 language sql immutable parallel safe as $$
              select round((
                sign(score) * log(greatest(abs(score), 1)) + 0.5 * log(1 + comments)
                + (extract(epoch from at) - 1767225600) / 43200)::numeric, 6)::float8
            $$
            """,
            'drop function hotness',
        ),
        # English stems, and letters without their marks: Müller is found as muller.
        ops.RunSQL(
            """
            create extension if not exists unaccent;
            create text search configuration forum (copy = english);
            alter text search configuration forum
              alter mapping for hword, hword_part, word with unaccent, english_stem;
            """,
            'drop text search configuration forum',
        ),
        ops.RunSQL(
            """
            alter table post
              add coin_ids uuid[] not null generated always as (united(given_coin_ids, named_coin_ids)) stored,
              add score int not null generated always as (upvotes - downvotes) stored,
              add hot float8 not null generated always as (hotness(upvotes - downvotes, comment_count, created_at)) stored,
              add document tsvector not null generated always as (
                setweight(to_tsvector('forum', title), 'A') || setweight(to_tsvector('forum', words_of(tag_names)), 'B')
                || setweight(to_tsvector('forum', body), 'C')) stored,
              alter upvotes set default 0, alter downvotes set default 0, alter version set default 1,
              alter comment_count set default 0, alter participant_count set default 0
            """,
            'alter table post drop coin_ids, drop score, drop hot, drop document',
        ),
        ops.RunSQL(
            """
            alter table comment add score int not null generated always as (upvotes - downvotes) stored,
              alter upvotes set default 0, alter downvotes set default 0, alter version set default 1,
              alter reply_count set default 0, alter status set default 'VISIBLE'
            """,
            'alter table comment drop score',
        ),
        # Each order of the posts that everybody may list; the rule is the one of models/posts/rules.py.
        *(
            ops.RunSQL(
                f"create index post_{name} on post ({key}, id) where deleted_at is null and status in ('PUBLISHED', 'LOCKED')",
                f'drop index post_{name}',
            )
            for name, key in (
                ('created', 'created_at'),
                ('rating', 'score'),
                ('comments', 'comment_count'),
                ('title', 'lower(title) collate "C"'),
                ('hot', 'hot'),
                ('activity', 'last_activity_at'),
            )
        ),
        ops.RunSQL('create index post_author on post (author_id, created_at, id) where deleted_at is null', 'drop index post_author'),
        ops.RunSQL('create index post_tags on post using gin (tag_names)', 'drop index post_tags'),
        ops.RunSQL('create index post_coins on post using gin (coin_ids)', 'drop index post_coins'),
        ops.RunSQL('create index post_document on post using gin (document)', 'drop index post_document'),
        ops.RunSQL('create index tag_popular on tag (post_count desc, name)', 'drop index tag_popular'),
        # A thread level by level, in its three orders; a person's comments; comments anywhere.
        ops.RunSQL('create index comment_top on comment (post_id, created_at, id) where parent_id is null', 'drop index comment_top'),
        ops.RunSQL('create index comment_top_rated on comment (post_id, score, id) where parent_id is null', 'drop index comment_top_rated'),
        ops.RunSQL('create index comment_replies on comment (parent_id, created_at, id) where parent_id is not null', 'drop index comment_replies'),
        ops.RunSQL('create index comment_replies_rated on comment (parent_id, score, id) where parent_id is not null', 'drop index comment_replies_rated'),
        ops.RunSQL("create index comment_author on comment (author_id, created_at, id) where status = 'VISIBLE'", 'drop index comment_author'),
        ops.RunSQL("create index comment_newest on comment (created_at, id) where status = 'VISIBLE'", 'drop index comment_newest'),
        ops.RunSQL('create index comment_post on comment (post_id, created_at)', 'drop index comment_post'),
        # All that somebody wrote, deleted or not: their reputation sums it up.
        ops.RunSQL('create index post_written on post (author_id)', 'drop index post_written'),
        ops.RunSQL('create index comment_written on comment (author_id)', 'drop index comment_written'),
        # One vote a person: 1 is up, -1 is down.
        *(
            ops.RunSQL(
                f"""
                create table {subject}_vote (
                    {subject}_id uuid not null references {subject} on delete cascade,
                    person_id uuid not null references person on delete cascade,
                    value smallint not null check (value in (-1, 1)),
                    cast_at timestamptz not null,
                    primary key ({subject}_id, person_id)
                )
                """,
                f'drop table {subject}_vote',
            )
            for subject in ('post', 'comment')
        ),
        ops.RunSQL('create index post_vote_person on post_vote (person_id)', 'drop index post_vote_person'),
        ops.RunSQL('create index comment_vote_person on comment_vote (person_id)', 'drop index comment_vote_person'),
        # Who takes part in a post's talk, by how many visible comments; without any there is no row.
        ops.RunSQL(
            """
            create table participant (
                post_id uuid not null references post on delete cascade,
                person_id uuid not null references person on delete cascade,
                comment_count int not null check (comment_count > 0),
                primary key (post_id, person_id)
            )
            """,
            'drop table participant',
        ),
        ops.RunSQL('create index participant_most on participant (post_id, comment_count desc, person_id)', 'drop index participant_most'),
        ops.RunSQL(
            """
            create table bookmark (
                person_id uuid not null references person on delete cascade,
                post_id uuid not null references post on delete cascade,
                created_at timestamptz not null,
                primary key (person_id, post_id)
            )
            """,
            'drop table bookmark',
        ),
        ops.RunSQL('create index bookmark_newest on bookmark (person_id, created_at, post_id)', 'drop index bookmark_newest'),
        ops.RunSQL(
            """
            create table retry (
                person_id uuid not null references person on delete cascade,
                operation text not null,
                client_mutation_id text not null,
                input_hash text not null,
                made_id uuid not null,
                created_at timestamptz not null,
                primary key (person_id, operation, client_mutation_id)
            )
            """,
            'drop table retry',
        ),
        ops.RunSQL('create index retry_age on retry (created_at)', 'drop index retry_age'),
        ops.RunSQL('create index mailbox_message_newest on mailbox_message (created_at)', 'drop index mailbox_message_newest'),
    ]
