"""The difference between the relationships in the files and in the graph: the relationships to create or change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphapi.load.statements import RelationshipSchema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.load.csv_schema import RelationshipFile
    from graphapi.load.desired_graph import DesiredRelationships
    from graphapi.load.options import Written
    from graphapi.model.elements import RelationshipType


def schema_of_file(file: RelationshipFile) -> RelationshipSchema:
    """The schema of the relationships in a file."""
    relationship = file.relationship
    properties = tuple(property_.name for property_ in relationship.properties)
    outgoing = file.first == relationship.source
    return RelationshipSchema(relationship.type, file.first, file.second, outgoing, properties)


def schema_of_column(relationship: RelationshipType) -> RelationshipSchema:
    """The schema of the relationships in a list column."""
    return RelationshipSchema(relationship.type, relationship.source, relationship.target, outgoing=True)


def stored_relationships(records: Sequence[Any], schema: RelationshipSchema) -> dict[str, Sequence[Any]]:
    """The properties of relationships by the key of the second node, from `statements.read_relationships`."""
    return {key: values for key, *values in records} if schema.properties else dict.fromkeys(records, ())


def diff_relationships(
    desired: DesiredRelationships, stored: Mapping[str, Sequence[Any]], written: Written
) -> tuple[list[Any], list[Any]]:
    """The relationships of a node to create and to change, as rows for `statements.write_relationships`.

    ``stored`` has the properties of the relationships in the graph by the key of the other node. A value that is not
    null replaces the one in the graph; nothing is removed.
    """
    created: list[Any] = []
    changed: list[Any] = []
    for key, values in desired.related.items():
        existing = stored.get(key)
        if existing is None:
            written.created += 1
            created.append([key, *values] if values else key)
            continue
        merged = [old if new is None else new for new, old in zip(values, existing, strict=True)]
        if merged == list(existing):
            written.unchanged += 1
        else:
            written.changed += 1
            changed.append([key, *merged])
    return created, changed
