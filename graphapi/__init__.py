"""A GraphQL API over a graph of films and people: one Cypher statement for every operation."""

from importlib.metadata import version

__version__ = version("graphapi")
