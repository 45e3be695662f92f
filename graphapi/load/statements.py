"""The Cypher statements of loading and exporting, the same for both stores. Rows are positional lists."""

from __future__ import annotations

import textwrap
from typing import Final

RANK: Final = "searchRank"
# The popularity by which a search ranks the nodes of a label.
_POPULARITY: Final = {
    "Film": "CASE WHEN n.votes > 0 THEN n.votes ELSE 0 END",
    "Person": "COUNT { (n)-[:ACTED_IN]->() } + COUNT { (n)-[:DIRECTED]->() }",
    "Character": "COUNT { (n)-[:APPEARS_IN]->() }",
    "Place": "COUNT { (n)<-[:SET_IN]-() }",
    "Keyword": "COUNT { (n)<-[:HAS_KEYWORD]-() }",
}


def create_nodes(label: str, labels: tuple[str, ...], properties: tuple[str, ...]) -> str:
    """Create nodes that do not exist yet. Rows: values of the properties.

    Not ``MERGE``: with several labels, the embedded store looks for the node without an index. The unique constraint
    still rejects a second node with the same key. Properties are named one by one because the embedded store writes a
    node twice that gets them from a map.
    """
    values = ", ".join(f"{name}: row[{place}]" for place, name in enumerate(properties))
    return f"UNWIND $rows AS row CREATE (:{':'.join((label, *labels))} {{{values}}})"


def change_nodes(label: str) -> str:
    """Set properties of nodes. Rows: key, map of properties."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{key: row[0]}}) SET n += row[1]"


def add_label(label: str, added: str) -> str:
    """Add a label to nodes. Rows: keys."""
    return f"UNWIND $rows AS key MATCH (n:{label} {{key: key}}) SET n:{added}"


def read_nodes(label: str, properties: tuple[str, ...], labels: tuple[str, ...]) -> str:
    """Read nodes by ``$keys``. Each record: key, whether it has each label, properties."""
    values = ", ".join((*(f"n:{name}" for name in labels), *(f"n.{name}" for name in properties)))
    return f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) RETURN collect([n.key, {values}])"


def read_ranks(label: str) -> str:
    """Read the nodes among ``$keys`` whose search rank is out of date. Each record: key, new rank.

    The rank is the negated popularity, so that an ascending index starts with the most popular node.
    """
    return (
        f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) WITH n, 0 - ({_POPULARITY[label]}) AS rank "
        f"WHERE n.{RANK} <> rank RETURN collect([n.key, rank])"
    )


def write_ranks(label: str) -> str:
    """Set the ranks of nodes. Rows: key, rank."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{key: row[0]}}) SET n.{RANK} = row[1]"


def read_keys(label: str) -> str:
    """Read which of ``$keys`` exist."""
    return f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) RETURN collect(n.key)"


def link_films(relationship: str, label: str, *, to_film: bool, graph_is_empty: bool) -> str:
    """Create the relationships between films and nodes. Rows: film key, list of node keys.

    In an empty graph none of them exists yet, and ``CREATE`` replaces the slower ``MERGE``.
    """
    pattern = f"(n)-[:{relationship}]->(f)" if to_film else f"(f)-[:{relationship}]->(n)"
    return (
        f"UNWIND $rows AS row MATCH (f:Film {{key: row[0]}}) "
        f"UNWIND row[1] AS key MATCH (n:{label} {{key: key}}) {'CREATE' if graph_is_empty else 'MERGE'} {pattern}"
    )


def read_links(relationship: str, label: str, *, to_film: bool) -> str:
    """Read the relationships of films by ``$keys``. Each record: film key, list of node keys."""
    arrow = f"<-[:{relationship}]-" if to_film else f"-[:{relationship}]->"
    return (
        f"UNWIND $keys AS key MATCH (f:Film {{key: key}}) "
        f"RETURN collect([f.key, COLLECT {{ MATCH (f){arrow}(n:{label}) RETURN n.key }}])"
    )


# Rows: film key, list of credits. A credit: person key, billing, note, character keys, list of roles. A role: character
# key, keys of all people who play it in the film. Rows are grouped by film so that each film is looked up once.
_EACH_CREDIT = textwrap.dedent(
    """\
    UNWIND $rows AS row
    MATCH (f:Film {key: row[0]})
    UNWIND row[1] AS credit
    MATCH (p:Person {key: credit[0]})
    """
)
_EACH_ROLE = textwrap.dedent(
    """
    WITH row, f, p, credit
    UNWIND credit[4] AS role
    MATCH (c:Character {key: role[0]})
    """
)
_MERGE_CREDIT = """\
MERGE (p)-[a:ACTED_IN]->(f)
SET a.billing = credit[1], a.note = credit[2], a.characterKeys = credit[3]"""
_MERGE_ROLE = """\
MERGE (c)-[b:APPEARS_IN]->(f)
SET b.personKeys = role[1]
MERGE (p)-[:PLAYS {film: row[0]}]->(c)"""
_CREATE_CREDIT = "CREATE (p)-[:ACTED_IN {billing: credit[1], note: credit[2], characterKeys: credit[3]}]->(f)"
# Only the first role of a character in a film has the keys of its players.
_CREATE_ROLE = """\
CREATE (p)-[:PLAYS {film: row[0]}]->(c)
WITH f, c, role
WHERE role[1] IS NOT NULL
CREATE (c)-[:APPEARS_IN {personKeys: role[1]}]->(f)"""


def write_casts(*, graph_is_empty: bool, with_roles: bool) -> str:
    """Write credits, with ``CREATE`` if the graph is empty; ``with_roles`` adds the clauses that write roles."""
    statement = _EACH_CREDIT + (_CREATE_CREDIT if graph_is_empty else _MERGE_CREDIT)
    return statement + _EACH_ROLE + (_CREATE_ROLE if graph_is_empty else _MERGE_ROLE) if with_roles else statement


# Each record: film key, list of credits (person key, billing, note, character keys).
READ_CASTS = textwrap.dedent(
    """\
    UNWIND $keys AS key
    MATCH (f:Film {key: key})
    RETURN collect([f.key, COLLECT {
      MATCH (p:Person)-[a:ACTED_IN]->(f) RETURN [p.key, a.billing, a.note, a.characterKeys]
    }])"""
)

# Every node except the graph's own records.
_CONTENT = "MATCH (n) WHERE NOT n:Migration AND NOT n:Lock AND NOT n:Catalogue"
IS_EMPTY = f"{_CONTENT} WITH n LIMIT 1 RETURN count(n)"
REMOVE_SOME = f"{_CONTENT} WITH n LIMIT $count DETACH DELETE n RETURN count(*)"
READ_CATALOGUE = "MATCH (c:Catalogue {key: 'catalogue'}) RETURN collect([c.sample, c.changedAt])"
WRITE_CATALOGUE = "MERGE (c:Catalogue {key: 'catalogue'}) SET c += $properties"
# At most ``$limit`` nodes. Each record: label (empty if no load writes such nodes), key.
READ_KEYS = (
    f"{_CONTENT} WITH n LIMIT $limit "
    "RETURN collect([CASE WHEN n:Film THEN 'Film' WHEN n:Person THEN 'Person' WHEN n:Character THEN 'Character' "
    "WHEN n:Genre THEN 'Genre' WHEN n:Place THEN 'Place' WHEN n:Keyword THEN 'Keyword' ELSE '' END, n.key])"
)


def _page(label: str, values: str) -> str:
    return (
        f"MATCH (n:{label}) WHERE n.key > $after WITH n ORDER BY n.key LIMIT $count RETURN collect([n.key, {values}])"
    )


def page_of_films(properties: tuple[str, ...], lists: tuple[tuple[str, str, str], ...]) -> str:
    """Read ``$count`` films after the key ``$after``. Each record: key, properties, lists of related keys."""
    links = (f"COLLECT {{ MATCH (n)-[:{relationship}]->(m:{label}) RETURN m.key }}" for _, relationship, label in lists)
    return _page("Film", ", ".join((*(f"n.{name}" for name in properties), *links)))


def page_of_people(properties: tuple[str, ...]) -> str:
    """Read the next people. Each record: key, properties."""
    return _page("Person", ", ".join(f"n.{name}" for name in properties))


def page_of_characters() -> str:
    """Read the next characters. Each record: key, name, description, whether it appears in a film."""
    return _page("Character", "n.name, n.description, EXISTS { MATCH (n)-[:APPEARS_IN]->(:Film) }")


def page_of_casts() -> str:
    """Read the next films. Each record: key, credits, pairs of character key and name, keys of the directors."""
    return _page(
        "Film",
        "COLLECT { MATCH (p:Person)-[a:ACTED_IN]->(n) RETURN [p.key, a.billing, a.note, a.characterKeys] }, "
        "COLLECT { MATCH (c:Character)-[:APPEARS_IN]->(n) RETURN [c.key, c.name] }, "
        "COLLECT { MATCH (p:Person)-[:DIRECTED]->(n) RETURN p.key }",
    )
