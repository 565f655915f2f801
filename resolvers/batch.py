"""Fields that need I/O: written for a list of parents, asked once for all of them."""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import strawberry
from strawberry.dataloader import DataLoader

from resolvers.context import Info


def batch(
    value: Any, *, size: int | None = None, needs: tuple[str, ...] = ("id",), viewer: bool = False
) -> Callable[[Callable[..., Awaitable[Sequence[Any]]]], Any]:
    """Make a field of this GraphQL type of `async (parents, info, …arguments) -> one value a parent, in their order`.

    All parents of a level are handed over in one call. Its docstring is the field's description. `size` is how many
    objects a value holds, for the operation's cost; `needs` are the columns of the parents that it reads;
    `viewer` is whether it depends on who asks.
    """

    def field(resolve: Callable[..., Awaitable[Sequence[Any]]]) -> Any:
        async def one(root: Any, info: Info, **arguments: Any) -> Any:
            # The same place of the document is the same arguments and the same selection.
            key = (resolve, *map(id, info._raw_info.field_nodes))
            loader = info.context.loaders.get(key)
            if loader is None:

                async def load(parents: list[Any]) -> Sequence[Any]:
                    values = await resolve(parents, info, **arguments)
                    if len(values) != len(parents):
                        raise AssertionError(f"{resolve.__name__}: {len(parents)} parents, {len(values)} values")
                    return values

                loader = info.context.loaders[key] = DataLoader(load, cache=False)
            return await loader.load(root)

        signature = inspect.signature(resolve)
        _, *rest = signature.parameters.values()
        root = inspect.Parameter("root", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Any)
        one.__signature__ = signature.replace(parameters=[root, *rest], return_annotation=value)  # type: ignore[attr-defined]
        one.__name__, one.__module__ = resolve.__name__, resolve.__module__
        one.__annotations__ = {parameter.name: parameter.annotation for parameter in rest} | {"return": value}
        metadata: dict[str, Any] = {"needs": needs, "viewer": viewer} | ({} if size is None else {"size": size})
        return strawberry.field(resolver=one, description=inspect.getdoc(resolve), metadata=metadata)

    return field
