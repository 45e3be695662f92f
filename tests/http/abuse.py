"""Operations that try to keep a server busy; ``{size}`` stands for a number that makes each of them larger."""

from __future__ import annotations

from typing import Final

ABUSE: Final = {
    "similar of similar": (
        "{{ films(first: {size}) {{ nodes {{ similar(first: 100) {{ nodes {{ title similar(first: 100) "
        "{{ nodes {{ title }} }} }} }} }} }} }}"
    ),
    "similar": "{{ films(first: {size}) {{ nodes {{ similar(first: 100) {{ nodes {{ title }} }} }} }} }}",
    "alternatives": "alternatives",
    "aliases": "aliases",
    "deep cast": (
        "{{ films(first: {size}) {{ nodes {{ cast(first: 1000) {{ nodes {{ actedIn(first: 1000) {{ nodes {{ "
        "cast(first: 1000) {{ nodes {{ name }} }} }} }} }} }} }} }} }}"
    ),
    "large page": "{{ films(first: {size}, orderBy: [{{runtimeMinutes: DESC}}]) {{ nodes {{ id title plot }} }} }}",
    "co-stars": (
        "{{ people(first: {size}) {{ nodes {{ coStars(first: 1000) {{ edges {{ node {{ name }} }} }} }} }} }}"
    ),
    "common letters": '{{ search(query: "e", first: {size}) {{ nodes {{ __typename id }} }} }}',
    "filter through the graph": (
        '{{ films(first: {size}, where: {{cast: {{some: {{person: {{name: {{contains: "zz"}}}}}}}}}}) '
        "{{ nodes {{ title }} }} }}"
    ),
    "statistics": (
        '{{ filmStatistics(groupBy: GENRE, where: {{cast: {{some: {{person: {{name: {{contains: "z"}}}}}}}}}}, '
        "first: {size}) {{ films rating {{ mean }} }} }}"
    ),
}
"""By name. The three that once stopped a server are the first, the alternatives and the aliases."""


def abusive_document(name: str, size: int) -> str:
    """The document of an abusive operation of a size from 1 to 1,000."""
    if name == "alternatives":
        parts = ", ".join(f'{{plot: {{contains: "word{number}", ignoreCase: true}}}}' for number in range(size))
        return f"{{ films(first: 10, where: {{or: [{parts}]}}) {{ nodes {{ title }} }} }}"
    if name == "aliases":
        page = "films(first: 1000) { nodes { id title plot year rating } }"
        return "{ " + " ".join(f"a{number}: {page}" for number in range(min(size, 95))) + " }"
    return ABUSE[name].format(size=size)
