from tortoise import migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [('models', '0002_the_news_and_the_people')]

    initial = False

    operations = [
        # Gives the committed rows of each topic the next numbers of its feed: which feeds grew, and to where; nothing
        # where the lease is not of this epoch any more. The statements are apart because each has a snapshot of its own:
        # the rows are looked for after the feed's row is locked, so that two relays make no hole and no double.
        ops.RunSQL(
            '''
            create function number_news(of_epoch bigint, now_is timestamptz, most int)
            returns table (grown text, last bigint, given int) language plpgsql volatile as $$
            begin
              perform set_config('idle_in_transaction_session_timeout', '2s', true);
              perform 1 from lease where name = 'relay' and epoch = of_epoch and expires_at > now_is for share;
              if not found then
                return;
              end if;
              for grown in
                with recursive waiting as (
                  (select topic from outbox where position is null order by topic limit 1)
                  union all
                  select (select topic from outbox where position is null and topic > waiting.topic order by topic limit 1)
                  from waiting where waiting.topic is not null)
                select topic from waiting where topic is not null
              loop
                insert into feed (topic, id) values (grown, uuidv7()) on conflict (topic) do nothing;
                select feed.position into last from feed where feed.topic = grown for update;
                update outbox set position = last + fresh.place
                from (
                  select seq, row_number() over (order by seq) as place from (
                    select outbox.seq from outbox where outbox.topic = grown and outbox.position is null
                    order by outbox.seq limit most) as next
                ) as fresh where outbox.seq = fresh.seq;
                get diagnostics given = row_count;
                last := last + given;
                update feed set position = last where feed.topic = grown;
                if given > 0 then
                  return next;
                end if;
              end loop;
            end $$
            ''',
            'drop function number_news',
        ),
        # A feed's own columns begin at nothing, also where SQL makes the row.
        ops.RunSQL(
            'alter table feed alter position set default 0, alter published set default 0, alter floor set default 0',
            'alter table feed alter position drop default, alter published drop default, alter floor drop default',
        ),
    ]
