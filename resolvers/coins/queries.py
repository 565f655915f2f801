"""The questions about coins that stand at the root."""

from collections.abc import Collection
from functools import partial
from uuid import UUID

import strawberry

from models.coins import queries
from models.coins.queries import CoinKey, CoinOrderField, CoinRow, MarketRow
from resolvers.coins.types import Coin, CoinOrder, MarketStats
from resolvers.connections import Connection, OrderDirection, connection, cut
from resolvers.context import Info
from resolvers.errors import BadUserInput, NotAvailable
from resolvers.nodes import found_by
from resolvers.scalars import Cursor
from resolvers.selection import columns


@found_by(Coin)
async def coins_by_id(ids: Collection[UUID], info: Info) -> dict[UUID, CoinRow]:
    return await queries.coins_by_id(ids, columns(info, Coin))


@strawberry.type
class CoinQueries:
    @strawberry.field(
        description="By exactly one of them. Many coins share a symbol: the highest ranked answers.",
        graphql_type=Coin | None,
    )
    async def coin(
        self, info: Info, uuid: str | None = None, symbol: str | None = None, slug: str | None = None
    ) -> CoinRow | None:
        keys = {CoinKey.UUID: uuid, CoinKey.SYMBOL: symbol, CoinKey.SLUG: slug}
        given = [(key, value) for key, value in keys.items() if value is not None]
        if len(given) != 1:
            raise BadUserInput(f"Give exactly one of `uuid`, `symbol` and `slug`: there are {len(given)}.")
        return await queries.coin_by(*given[0], columns(info, Coin))

    @strawberry.field(
        description="All coins, by rank where nothing else is said; `query` looks into names and symbols."
    )
    async def coins(
        self,
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
        query: str | None = None,
        order_by: CoinOrder | None = None,
    ) -> Connection[Coin]:
        order = (order_by.field if order_by else CoinOrderField.RANK).order(
            descending=order_by is not None and order_by.direction is OrderDirection.DESC
        )
        page = cut(first, after, last, before)
        return await connection(
            info, Coin, partial(queries.coins_page, order, query, page), partial(queries.count_coins, query)
        )

    @strawberry.field(graphql_type=MarketStats)
    async def market_stats(self) -> MarketRow:
        stats = await queries.market_stats()
        if stats is None:
            raise NotAvailable("The market has no prices yet; try again in a moment.")
        return stats
