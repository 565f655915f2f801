#!/usr/bin/env python3
"""Hold a schema against the contract beside this file: `check_contract.py SCHEMA [--owed FILE]`.

Everything that the contract has must stand in the schema in the same way: types and their kind, interfaces, fields, arguments, GraphQL types,
default values, enum values, union members. The schema may have more, but nothing more that a client is obliged to send.
`--owed FILE` holds lines of this report that later work still owes: they are not counted, and a line that holds by now must leave the file.
Prints one line for each thing missing or different, and a count last; exits 1 where there is any. Needs graphql-core."""

import sys
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLUnionType,
    build_schema,
    is_required_argument,
    is_required_input_field,
    print_ast,
)

contract = build_schema((Path(__file__).parent / "schema.graphql").read_text())
actual = build_schema(Path(sys.argv[1]).read_text(), assume_valid=True)
owed = set(Path(sys.argv[sys.argv.index("--owed") + 1]).read_text().splitlines()) if "--owed" in sys.argv else set()
wrong: list[str] = []
held = 0


def check(ok: bool, line: str) -> None:
    global held
    if ok:
        held += 1
    else:
        wrong.append(line)


def default(argument) -> str:
    written = argument.ast_node.default_value
    return print_ast(written) if written else "nothing"


def check_argument(place: str, want, have) -> None:
    if have is None:
        wrong.append(f"missing {place}")
        return
    check(str(have.type) == str(want.type), f"{place}: {have.type}, the contract says {want.type}")
    check(default(have) == default(want), f"{place} defaults to {default(have)}, the contract says {default(want)}")


for name, want in contract.type_map.items():
    if name.startswith("__"):
        continue
    have = actual.type_map.get(name)
    if have is None:
        wrong.append(f"missing {name}")
        continue
    if type(have) is not type(want):
        wrong.append(f"{name} is {type(have).__name__}, the contract says {type(want).__name__}")
        continue
    if isinstance(want, GraphQLEnumType):
        for value in want.values:
            check(value in have.values, f"missing {name}.{value}")
    elif isinstance(want, GraphQLUnionType):
        for member in want.types:
            check(member.name in {t.name for t in have.types}, f"{name} lacks {member.name}")
    elif isinstance(want, GraphQLInputObjectType):
        for field, definition in want.fields.items():
            check_argument(f"{name}.{field}", definition, have.fields.get(field))
        for field, definition in have.fields.items():
            check(
                field in want.fields or not is_required_input_field(definition),
                f"{name}.{field} is required, and not in the contract",
            )
    elif hasattr(want, "fields"):
        for interface in want.interfaces:
            check(interface.name in {i.name for i in have.interfaces}, f"{name} does not implement {interface.name}")
        for field, definition in want.fields.items():
            other = have.fields.get(field)
            if other is None:
                wrong.append(f"missing {name}.{field}")
                continue
            check(
                str(other.type) == str(definition.type),
                f"{name}.{field}: {other.type}, the contract says {definition.type}",
            )
            for arg, argument in definition.args.items():
                check_argument(f"{name}.{field}({arg}:)", argument, other.args.get(arg))
            for arg, argument in other.args.items():
                check(
                    arg in definition.args or not is_required_argument(argument),
                    f"{name}.{field}({arg}:) is required, and not in the contract",
                )
paid = [f"owed no longer, take it off the list: {line}" for line in sorted(owed - set(wrong)) if line]
left = [line for line in wrong if line not in owed] + paid
for line in left:
    print(line)
print(f"{held} hold, {len(left)} fall short, {len(wrong) - len([w for w in wrong if w not in owed])} owed")
sys.exit(bool(left))
