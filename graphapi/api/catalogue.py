"""The type ``Catalogue``: the numbers of nodes and relationships."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import strawberry

from graphapi.api.fields import graph_field
from graphapi.mapping import CatalogueProperty, LabelCount, TypeCount
from graphapi.model.nodes import LABELS, PERSON
from graphapi.model.relationships import CREDIT_ROLES, RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strawberry.types.field import StrawberryField


def _counts() -> Iterator[tuple[str, StrawberryField]]:
    """A field for each label, each label of a credit role, and each relationship type."""
    for label in LABELS:
        yield label.plural.lower(), graph_field(LabelCount(label.name), f"Nodes labelled {label.name}.")
        if label is PERSON:
            for role in CREDIT_ROLES:
                described = f"People with {role.relationship} relationships."
                yield f"{role.label.lower()}s", graph_field(LabelCount(role.label), described)
    for one in RELATIONSHIPS:
        described = f"{one.type} relationships, from a {one.source.lower()} to a {one.target.lower()}."
        yield one.type.lower(), graph_field(TypeCount(one.type), described)


def _with_counts(cls: type) -> type:
    """Add the counts to a class, before its own fields."""
    counts = dict(_counts())
    for name, field in counts.items():
        setattr(cls, name, field)
    cls.__annotations__ = {**dict.fromkeys(counts, int), **cls.__annotations__}
    return cls


@strawberry.type(description="How many nodes and relationships of each kind the graph holds.")
@_with_counts
class Catalogue:
    """How many nodes and relationships of each kind the graph holds."""

    changed_at: datetime | None = graph_field(
        CatalogueProperty("changedAt"), "When data was last loaded; null if never."
    )
