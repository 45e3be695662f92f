"""The classes that declare the graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Scalar(StrEnum):
    """The types of values, named as in GraphQL."""

    INT = "Int"
    FLOAT = "Float"
    STRING = "String"

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self is not Scalar.STRING


class Rule(Enum):
    """A constraint on the values of a property, in addition to their type."""

    NAME = "a single line without control characters"
    TEXT = "text"
    YEAR = "a year"
    COUNT = "a whole number that is not negative"
    RATING = "a number from 0 to 10"


@dataclass(frozen=True, slots=True)
class PropertyType:
    """A property of a node or a relationship.

    Attributes:
        name: its name in the graph and in the API.
        scalar: the type of its values.
        rule: the constraint on its values.
        description: its description in the API.
        required: whether every node has it.
        unique: whether it identifies a node, so that the API can look up the node by it.
    """

    name: str
    scalar: Scalar
    rule: Rule
    description: str
    required: bool = False
    unique: bool = False

    @property
    def column(self) -> str:
        """The name of its column in CSV files: ``runtimeMinutes`` is ``runtime_minutes``."""
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in self.name)


@dataclass(frozen=True, slots=True)
class SearchedText:
    """How a search finds the nodes of a label and ranks them.

    Attributes:
        property: the property whose folded text is searched.
        weight: the factor of the score of its nodes, from 0 to 1; less than 1 for nodes that people seldom look for.
        few: whether there are so few nodes of the label that all matches can be compared quickly.
    """

    property: str
    weight: float = 1.0
    few: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label of nodes; the API's type has the same name.

    Attributes:
        name: the label.
        plural: the plural of its name.
        properties: its properties other than the key, in the order of the API.
        popularity: the measure of a node's popularity: the name of a property, or relationship types whose
            relationships are counted.
        instead: the relationship types that are counted for nodes without that property, such as films without votes.
        search: how a search finds its nodes; None if they are not searchable.
        file: the CSV file with a row for each node; None if its nodes occur only in list columns of other files.
    """

    name: str
    plural: str
    properties: tuple[PropertyType, ...]
    popularity: str | tuple[str, ...]
    search: SearchedText | None = None
    file: str | None = None
    instead: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The name that stands for a node in statements and in the API's filters."""
        return self.name.lower()

    @property
    def counted(self) -> tuple[str, ...]:
        """The types of all relationships that may be counted for the popularity of a node."""
        return self.instead if isinstance(self.popularity, str) else self.popularity


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A type of relationships.

    Attributes:
        type: the name of the type.
        source: the label of its start nodes.
        target: the label of its end nodes.
        description: its description in the API.
        verb: the relationship in words, read from its start to its end.
        target_title: the title of its end nodes in the details of a start node.
        source_title: the title of its start nodes in the details of an end node.
        properties: the properties that the API shows.
        parallel_by: the property that distinguishes several relationships between the same two nodes; None if there
            are never several.
        list_column: the column of the source's CSV file that lists the keys of its targets, if it is loaded from one.
        file: the CSV file with a row for each relationship, if it is loaded from one; see also ``CreditRole.file``.
    """

    type: str
    source: str
    target: str
    description: str
    verb: str
    target_title: str
    source_title: str
    properties: tuple[PropertyType, ...] = ()
    parallel_by: str | None = None
    list_column: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class CreditRole:
    """A role that a person can have in a film.

    Attributes:
        name: its name in the API.
        relationship: the type of the relationship from the person to the film.
        label: the label of the people who have such a relationship.
        description: its description in the API.
        file: the CSV file with its credits.
        imdb_categories: the categories of IMDb's ``title.principals`` that correspond to this role.
        imdb_crew_column: the column of IMDb's ``title.crew`` that lists the people with this role, if there is one.
        tmdb_jobs: the jobs of TMDB's crew that correspond to this role.
    """

    name: str
    relationship: str
    label: str
    description: str
    file: str
    imdb_categories: tuple[str, ...]
    imdb_crew_column: str | None = None
    tmdb_jobs: tuple[str, ...] = ()
