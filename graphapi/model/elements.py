"""What the declarations of the graph are made of."""

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
    """What the values of a property have to be, beside their type."""

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
        rule: what its values have to be.
        description: what clients read about it.
        required: whether every node has it.
        unique: whether it identifies a node, so that the API finds the node by it.
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
        half_score_at: the popularity with half of the score that popularity can add.
        few: whether there are never so many nodes of the label that comparing all matches would take long.
    """

    property: str
    half_score_at: int
    few: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label of nodes. The name of the API's type is the same.

    Attributes:
        name: the label.
        plural: what several of its nodes are called.
        properties: its properties beside the key, in the order of the API.
        popularity: what makes a node well known: the values of a property, or the number of its relationships of these
            types.
        search: how a search finds its nodes; None if it does not.
        file: the CSV file with a row for each node; None if only list columns of other files name its nodes.
    """

    name: str
    plural: str
    properties: tuple[PropertyType, ...]
    popularity: str | tuple[str, ...]
    search: SearchedText | None = None
    file: str | None = None

    @property
    def variable(self) -> str:
        """The name of a node in statements and in the API's filters."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A type of relationships.

    Attributes:
        type: the type.
        source: the label where it starts.
        target: the label where it ends.
        description: what clients read about it.
        verb: the relationship in words, read from its start to its end.
        target_title: what its ends are called, seen from its start.
        source_title: what its starts are called, seen from its end.
        properties: what the API shows of its properties.
        parallel_by: the property that tells several relationships between the same two nodes apart, if there can be
            several.
        list_column: the column of the source's CSV file that lists the keys of its targets, if it is loaded from one.
        file: the CSV file with a row for each relationship, if it is loaded from one; that of a credit role is there.
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
    """A way of being part of a film.

    Attributes:
        name: its name in the API.
        relationship: the type of the relationship from the person to the film.
        label: the label that a person has while there is such a relationship.
        description: what clients read about it.
        file: the CSV file with its credits.
        imdb_categories: the categories of IMDb's ``title.principals`` that are this role.
        imdb_crew_column: the column of IMDb's ``title.crew`` that lists the people with this role, if there is one.
    """

    name: str
    relationship: str
    label: str
    description: str
    file: str
    imdb_categories: tuple[str, ...]
    imdb_crew_column: str | None = None
