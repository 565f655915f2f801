"""Documents that are dear to read, to measure or to validate, each at most 100 kB; all of them must be refused."""

LEVELS = range(22)


def _doubling() -> str:
    """Each fragment spreads the next twice: 885 bytes that stand for four million fields."""
    fragments = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in LEVELS]
    return f"{{ ...F0 }} {' '.join(fragments)} fragment F22 on Query {{ __typename }}"


def _doubling_below_fields() -> str:
    fragments = [f"fragment F{n} on Coin {{ a: next {{ ...F{n + 1} }} b: next {{ ...F{n + 1} }} }}" for n in range(12)]
    return f"{{ coin {{ ...F0 }} }} {' '.join(fragments)} fragment F12 on Coin {{ id }}"


def _many_fragments_of_the_same_keys() -> str:
    names = " ".join(f"k{n}" for n in range(200))
    fragments = " ".join(f"fragment F{n} on Query {{ ...F }}" for n in range(70))
    return f"{{ {' '.join(f'...F{n}' for n in range(70))} }} fragment F on Query {{ {names} }} {fragments}"


DOCUMENTS = {
    "22 levels of two spreads": _doubling(),
    "12 levels of two aliased fields with a spread": _doubling_below_fields(),
    "70 fragments that spread one of 200 keys": _many_fragments_of_the_same_keys(),
    "300 like-named fields": "{ " + "__typename " * 300 + "}",
    "20 like-named fields, each with 20 below": "{" + ("coin {" + "name " * 20 + "}") * 20 + "}",
    "a circle of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "50,000 opening braces": "{" * 50_000,
    "30,000 nested fields": "{a" * 30_000,
    "10,000 aliases": "{" + "".join(f"a{n}:b " for n in range(10_000)) + "}",
    "990 aliases": "{" + "".join(f"a{n}:b " for n in range(330)) + "}",
    "990 unknown fields": "{" + " ".join(f"k{n}" for n in range(990)) + "}",
    "a list literal 50,000 deep": "{a(b:" + "[" * 50_000,
    "an input object 30,000 deep": "{a(b:" + "{b:" * 30_000,
    "a list literal of 900": "{coin(slug:[" + "1 " * 900 + "]){id}}",
    "a string of 99 kB": '{a(b:"' + "x" * 99_000 + '")}',
    "a string of 49,000 escapes": '{a(b:"' + "\\n" * 49_000 + '")}',
    "a block string of 4,900 lines": '{a(b:"""' + "\n         x" * 4_900 + '""")}',
    "a block string of 98,000 lines": '{a(b:"""' + "\n" * 98_000 + '""")}',
    "a name of 99 kB": "{" + "a" * 99_000 + "}",
    "a number of 99 kB": "{a(b:" + "9" * 99_000 + ")}",
    "99 kB of commas": "{" + "," * 99_000 + "a}",
    "4,900 comments": "#\n" * 4_900 + "{a}",
    "49,000 comments": "#\n" * 49_000 + "{a}",
    "5,000 operations": "".join(f"query A{n}{{a}} " for n in range(5_000)),
    "240 operations": "".join(f"query A{n}{{a}}" for n in range(240)),
    "140 fragments in a row": "{...F0}" + "".join(f"fragment F{n} on Query{{...F{n + 1}}}" for n in range(120)),
    "140 unused fragments": "{a}" + "".join(f"fragment F{n} on Query{{a}}" for n in range(140)),
    "900 directives": "{a" + "@b" * 480 + "}",
    "45 directives with wrong arguments": "{a" + "@skip(if:1)" * 45 + "}",
    "160 variables": "query(" + "".join(f"$v{n}:Int=1" for n in range(160)) + "){a}",
    "nested inline fragments": "{" + "...{" * 190 + "a" + "}" * 191,
    "an absurd page": "{coins(first:" + "9" * 90_000 + "){edges{node{id}}}}",
    "errors at the end of 4,900 lines": "{" + "\n" * 4_900 + "a b c d e f g h}",
    "introspection below introspection": "{__schema{types{fields{type{fields{type{fields{name}}}}}}}}",
    "five whole schemas": "{" + "".join(f"s{n}:__schema{{types{{name}}}}" for n in range(6)) + "}",
    "101 kB": "{a" + " " * 101_000 + "}",
}
