"""The statements of a load. All are one text for both stores; rows travel as positional lists."""

from __future__ import annotations

import textwrap
from typing import Final

RANK: Final = "searchRank"
# How well known a node is, as a search counts it.
_FAME: Final = {
    "Film": "CASE WHEN n.votes > 0 THEN n.votes ELSE 0 END",
    "Person": "COUNT { (n)-[:ACTED_IN]->() } + COUNT { (n)-[:DIRECTED]->() }",
    "Character": "COUNT { (n)-[:APPEARS_IN]->() }",
    "Place": "COUNT { (n)<-[:SET_IN]-() }",
    "Keyword": "COUNT { (n)<-[:HAS_KEYWORD]-() }",
}


def create_nodes(label: str, labels: tuple[str, ...], properties: tuple[str, ...]) -> str:
    """Create nodes that are not there. Rows: values of the properties.

    Not ``MERGE``: with several labels the embedded store looks for the node without an index. The unique key still
    refuses a second node. And every property by its name: the embedded store saves a node twice that is created first
    and gets its properties from a map then.
    """
    values = ", ".join(f"{name}: row[{place}]" for place, name in enumerate(properties))
    return f"UNWIND $rows AS row CREATE (:{':'.join((label, *labels))} {{{values}}})"


def change_nodes(label: str) -> str:
    """Set properties of nodes. Rows: key, properties."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{key: row[0]}}) SET n += row[1]"


def add_label(label: str, added: str) -> str:
    """Add a label to nodes. Rows: keys."""
    return f"UNWIND $rows AS key MATCH (n:{label} {{key: key}}) SET n:{added}"


def read_nodes(label: str, properties: tuple[str, ...], labels: tuple[str, ...]) -> str:
    """Nodes by ``$keys``, each as: key, labels that it has (true or false), properties."""
    values = ", ".join((*(f"n:{name}" for name in labels), *(f"n.{name}" for name in properties)))
    return f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) RETURN collect([n.key, {values}])"


def read_ranks(label: str) -> str:
    """Those nodes by ``$keys`` that are better or less known than their rank says, each as: key, rank as it should be.

    The rank is minus what is counted, so that an ascending index has the best known first.
    """
    return (
        f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) WITH n, 0 - ({_FAME[label]}) AS rank "
        f"WHERE n.{RANK} <> rank RETURN collect([n.key, rank])"
    )


def write_ranks(label: str) -> str:
    """Set the ranks of nodes. Rows: key, rank."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{key: row[0]}}) SET n.{RANK} = row[1]"


def read_keys(label: str) -> str:
    """Those of ``$keys`` that nodes have."""
    return f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) RETURN collect(n.key)"


def link_films(relationship: str, label: str, *, to_film: bool, fresh: bool) -> str:
    """Link films with nodes, which are known to have no links when ``fresh``. Rows: film's key, list of keys."""
    pattern = f"(n)-[:{relationship}]->(f)" if to_film else f"(f)-[:{relationship}]->(n)"
    return (
        f"UNWIND $rows AS row MATCH (f:Film {{key: row[0]}}) "
        f"UNWIND row[1] AS key MATCH (n:{label} {{key: key}}) {'CREATE' if fresh else 'MERGE'} {pattern}"
    )


def read_links(relationship: str, label: str, *, to_film: bool) -> str:
    """The links of films by ``$keys``, each film as: key, list of keys."""
    arrow = f"<-[:{relationship}]-" if to_film else f"-[:{relationship}]->"
    return (
        f"UNWIND $keys AS key MATCH (f:Film {{key: key}}) "
        f"RETURN collect([f.key, COLLECT {{ MATCH (f){arrow}(n:{label}) RETURN n.key }}])"
    )


# Rows: film's key, list of credits; a credit: person's key, billing, note, keys of the characters, and the roles; a
# role: character's key, keys of all who play it in the film. Grouped by film, because a film is then looked up once
# for all its credits.
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
# Here only the first role of a character in a film has the keys of its players.
_CREATE_ROLE = """\
CREATE (p)-[:PLAYS {film: row[0]}]->(c)
WITH f, c, role
WHERE role[1] IS NOT NULL
CREATE (c)-[:APPEARS_IN {personKeys: role[1]}]->(f)"""


def write_casts(*, fresh: bool, with_roles: bool) -> str:
    """Write credits, in a graph that has none of them when ``fresh``; the half about roles only if there are any."""
    statement = _EACH_CREDIT + (_CREATE_CREDIT if fresh else _MERGE_CREDIT)
    return statement + _EACH_ROLE + (_CREATE_ROLE if fresh else _MERGE_ROLE) if with_roles else statement


# Each film as: key, credits (person, billing, note, characters).
READ_CASTS = textwrap.dedent(
    """\
    UNWIND $keys AS key
    MATCH (f:Film {key: key})
    RETURN collect([f.key, COLLECT {
      MATCH (p:Person)-[a:ACTED_IN]->(f) RETURN [p.key, a.billing, a.note, a.characterKeys]
    }])"""
)

# All but the graph's records about itself.
_CONTENT = "MATCH (n) WHERE NOT n:Migration AND NOT n:Lock AND NOT n:Catalogue"
IS_EMPTY = f"{_CONTENT} WITH n LIMIT 1 RETURN count(n)"
REMOVE_SOME = f"{_CONTENT} WITH n LIMIT $count DETACH DELETE n RETURN count(*)"
READ_CATALOGUE = "MATCH (c:Catalogue {key: 'catalogue'}) RETURN collect([c.sample, c.changedAt])"
WRITE_CATALOGUE = "MERGE (c:Catalogue {key: 'catalogue'}) SET c += $properties"
# At most ``$most`` nodes, each as: label (empty for one that no load writes), key.
READ_KEYS = (
    f"{_CONTENT} WITH n LIMIT $most "
    "RETURN collect([CASE WHEN n:Film THEN 'Film' WHEN n:Person THEN 'Person' WHEN n:Character THEN 'Character' "
    "WHEN n:Genre THEN 'Genre' WHEN n:Place THEN 'Place' WHEN n:Keyword THEN 'Keyword' ELSE '' END, n.key])"
)


def _page(label: str, values: str) -> str:
    return (
        f"MATCH (n:{label}) WHERE n.key > $after WITH n ORDER BY n.key LIMIT $count RETURN collect([n.key, {values}])"
    )


def page_of_films(properties: tuple[str, ...], lists: tuple[tuple[str, str, str], ...]) -> str:
    """The next ``$count`` films after the key ``$after``, each as: key, properties, lists of linked keys."""
    links = (f"COLLECT {{ MATCH (n)-[:{relationship}]->(m:{label}) RETURN m.key }}" for _, relationship, label in lists)
    return _page("Film", ", ".join((*(f"n.{name}" for name in properties), *links)))


def page_of_people(properties: tuple[str, ...]) -> str:
    """The next people, each as: key, properties."""
    return _page("Person", ", ".join(f"n.{name}" for name in properties))


def page_of_characters() -> str:
    """The next characters, each as: key, name, description, whether they appear in a film."""
    return _page("Character", "n.name, n.description, EXISTS { MATCH (n)-[:APPEARS_IN]->(:Film) }")


def page_of_casts() -> str:
    """The next films, each as: key, credits, pairs of key and name of the characters, keys of the directors."""
    return _page(
        "Film",
        "COLLECT { MATCH (p:Person)-[a:ACTED_IN]->(n) RETURN [p.key, a.billing, a.note, a.characterKeys] }, "
        "COLLECT { MATCH (c:Character)-[:APPEARS_IN]->(n) RETURN [c.key, c.name] }, "
        "COLLECT { MATCH (p:Person)-[:DIRECTED]->(n) RETURN p.key }",
    )
