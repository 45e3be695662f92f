"""The input types that identify, filter and order, generated from the object types.

``FilmWhere`` has a condition for every property and relationship of ``Film``; ``FilmOrder`` has a sort key for each.
Input types of edges, such as ``CastWhere``, have conditions on the properties of the edge, on its node, and on the
nodes to which the edge refers. New fields of an object type are included automatically.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.types.base import StrawberryOptional, get_object_definition
from strawberry.utils.str_converters import to_camel_case

from graphapi import mapping
from graphapi.api.fields import BEST, COUNTED_AS, GRAPH, ITEM, SEARCHED, input_type, list_of
from graphapi.api.film import Film
from graphapi.api.node_type import EDGE_TYPES, NODE_TYPES
from graphapi.api.scalar_filters import FloatFilter, IntFilter, NameFilter, StringFilter
from graphapi.api.sharing import CollaboratorEdge, CoStarEdge
from graphapi.model.elements import Scalar
from graphapi.model.nodes import FILM, PERSON, label_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strawberry.types.field import StrawberryField

    from graphapi.model.elements import Label

_SCALAR_FILTERS: dict[object, type] = {int: IntFilter, float: FloatFilter, str: StringFilter}
_SCALARS: dict[object, Scalar] = {
    int: Scalar.INT,
    float: Scalar.FLOAT,
    str: Scalar.STRING,
}


@strawberry.enum(description="The direction of a sort.")
class OrderDirection(enum.Enum):
    """The direction of a sort."""

    ASC = strawberry.enum_value("ASC", description="The smallest value first, null values last.")
    DESC = strawberry.enum_value("DESC", description="The largest value first, null values last.")


Fields = dict[str, tuple[Any, "StrawberryField"]]
"""The fields of an input type: each name with its type and its Strawberry field."""


def _input(name: str, description: str, fields: Fields, *, one_of: bool = False) -> type:
    namespace: dict[str, object] = {
        "__annotations__": {python_name: annotation | None for python_name, (annotation, _) in fields.items()},
        "__module__": __name__,
        "__doc__": description,
    }
    namespace |= {python_name: field for python_name, (_, field) in fields.items()}
    return strawberry.input(type(name, (), namespace), name=name, description=description, one_of=one_of)


def _field(name: str, description: str, field_mapping: mapping.FieldMapping | None = None) -> StrawberryField:
    metadata = {} if field_mapping is None else {GRAPH: field_mapping}
    field: StrawberryField = strawberry.field(
        name=name, description=description, default=strawberry.UNSET, metadata=metadata
    )
    return field


def _mapping_of(field: StrawberryField) -> mapping.FieldMapping | None:
    field_mapping: mapping.FieldMapping | None = field.metadata.get(GRAPH)
    return field_mapping


def _fields_of(cls: type) -> Iterator[tuple[str, StrawberryField]]:
    for field in get_object_definition(cls, strict=True).fields:
        yield to_camel_case(field.python_name), field


def _scalar_of(field: StrawberryField) -> object:
    resolved = field.type
    return resolved.of_type if isinstance(resolved, StrawberryOptional) else resolved


def _edge_node_label(edge: type) -> str:
    """The label of the node of an edge; edges that are not in ``EDGE_TYPES`` lead to people."""
    return next((label for known, label in EDGE_TYPES.values() if known is edge), PERSON.name)


def _condition(name: str, field: StrawberryField, edge: type | None) -> tuple[str, tuple[Any, StrawberryField]] | None:
    """The condition for a field of an object type; None if it has none."""
    match _mapping_of(field):
        case mapping.Property() as field_mapping:
            scalar_filter = NameFilter if field.metadata[SEARCHED] else _SCALAR_FILTERS[_scalar_of(field)]
            return name, (scalar_filter, _field(name, f"A condition on `{name}`.", field_mapping))
        case mapping.RelatedNodes(pattern) | mapping.RelatedConnection(pattern):
            condition = _field(name, f"A condition on `{name}`.", mapping.RelatedFilter(pattern))
            return name, (input_type(f"{field.metadata[ITEM]}RelationshipFilter"), condition)
        case mapping.EdgeNode() as field_mapping if edge is not None:
            label = _edge_node_label(edge)
            return label.lower(), (
                input_type(f"{label}Where"),
                _field(label.lower(), f"A condition on the {label.lower()}.", field_mapping),
            )
        case mapping.References(label=label, many=many) as field_mapping:
            described = (
                f"A condition that at least one {label.lower()} of it meets."
                if many
                else f"A condition on the {label.lower()}."
            )
            return label.lower(), (input_type(f"{label}Where"), _field(label.lower(), described, field_mapping))
        case mapping.SharedTotalField() as field_mapping:
            return name, (IntFilter, _field(name, f"A condition on `{name}`.", field_mapping))
        case mapping.SharedNodes(label) as field_mapping:
            described = f"Only {name} that match this filter count."
            return label.lower(), (input_type(f"{label}Where"), _field(label.lower(), described, field_mapping))
    return None


def _sort_key(name: str, field: StrawberryField, edge: type | None) -> tuple[str, tuple[Any, StrawberryField]] | None:
    """The sort key for a field of an object type; None if it has none."""
    match _mapping_of(field):
        case mapping.Property() as property_:
            nullable = isinstance(field.type, StrawberryOptional)
            field_mapping = mapping.Sort(property_, _SCALARS[_scalar_of(field)], nullable)
            return name, (OrderDirection, _field(name, f"By `{name}`.", field_mapping))
        case mapping.RelatedNodes(pattern) | mapping.RelatedConnection(pattern):
            counted = field.metadata.get(COUNTED_AS) or f"{name.removesuffix('s')}Count"
            described = f"By the number of `{name}`."
            return counted, (OrderDirection, _field(counted, described, mapping.RelatedCount(pattern)))
        case mapping.EdgeNode() as field_mapping if edge is not None:
            label = _edge_node_label(edge)
            return label.lower(), (
                input_type(f"{label}Order"),
                _field(label.lower(), f"By the {label.lower()}.", field_mapping),
            )
        case mapping.References(label=label, many=False) as field_mapping:
            return label.lower(), (
                input_type(f"{label}Order"),
                _field(label.lower(), f"By the {label.lower()}.", field_mapping),
            )
    return None


def _where(cls: type, item: str, *, edge: type | None = None) -> type:
    """The input type with conditions on the fields of ``cls``, and their combinations."""
    itself = input_type(f"{item}Where")
    combinations: Fields = {
        "and_": (list_of(itself), _field("and", "All of these hold.")),
        "or_": (list_of(itself), _field("or", "At least one of these holds. An empty list matches nothing.")),
        "not_": (itself, _field("not", "This does not hold.")),
    }
    conditions = filter(None, (_condition(name, field, edge) for name, field in _fields_of(cls)))
    return _input(
        f"{item}Where", f"Conditions on {_subject(cls, edge)}; all must hold.", combinations | dict(conditions)
    )


def _sharing_where(edge: type, item: str) -> type:
    """The input type with conditions on what two nodes share.

    Shared nodes are filtered before they are counted, so there are no combinations with ``and``, ``or`` and ``not``.
    """
    conditions = filter(None, (_condition(name, field, edge) for name, field in _fields_of(edge)))
    return _input(f"{item}Where", f"Conditions on {_subject(edge, edge)}; all must hold.", dict(conditions))


def _order(cls: type, item: str, *, edge: type | None = None) -> type:
    """The input type with a sort key for each field of ``cls``.

    An input has exactly one key, so that the order of the sort keys is the order of the inputs in a list.
    """
    keys = filter(None, (_sort_key(name, field, edge) for name, field in _fields_of(cls)))
    best = (key for name, field in _fields_of(cls) for key in _best_keys(name, field))
    declared: Fields = dict(keys) | dict(best)
    if edge is None and label_named(item).search is not None:
        declared["popularity"] = (OrderDirection, _popularity(label_named(item)))
    return _input(f"{item}Order", f"A sort key for {_subject(cls, edge)}.", declared, one_of=True)


def _popularity(label: Label) -> StrawberryField:
    """The sort key for how well known a node is; only searchable labels store it."""
    counted = f"the number of its {' and '.join(label.counted)} relationships"
    if isinstance(label.popularity, str):
        counted = f"its `{label.popularity}`, or else {counted}"
    described = f"By how well known it is: {counted}, 0 if there are none."
    return _field("popularity", described, mapping.PopularityOrder())


def _best_keys(name: str, field: StrawberryField) -> Iterator[tuple[str, tuple[Any, StrawberryField]]]:
    """The sort keys for the greatest value of a property among related nodes."""
    field_mapping = _mapping_of(field)
    if isinstance(field_mapping, mapping.RelatedConnection):
        for key, sort in field.metadata[BEST].items():
            described = f"By the greatest `{sort.property.name}` among `{name}`."
            best = mapping.RelatedMaxField(field_mapping.pattern, sort.property, sort.scalar)
            yield key, (OrderDirection, _field(key, described, best))


def _subject(cls: type, edge: type | None) -> str:
    described = get_object_definition(cls, strict=True).description or cls.__name__
    first = described.removesuffix(".").split(":")[0].split(",")[0]
    return first[0].lower() + first[1:]


def _relationship_filter(item: str) -> type:
    where = input_type(f"{item}Where")
    fields: Fields = {
        "some": (where, _field("some", "At least one matches.")),
        "none": (where, _field("none", "None matches.")),
        "every": (where, _field("every", "All of them match, also if there are none.")),
        "count": (IntFilter, _field("count", "A condition on their number.")),
    }
    return _input(f"{item}RelationshipFilter", "Conditions on related items; all must hold.", fields)


def _by(cls: type, *names: str) -> type:
    fields: Fields = {"id": (strawberry.ID, _field("id", "Its global id.", mapping.GlobalId()))}
    known = dict(_fields_of(cls))
    for name in names:
        fields[name] = (str, _field(name, f"Its `{name}`.", _mapping_of(known[name])))
    label = cls.__name__
    return _input(
        f"{label}By", f"What identifies {_subject(cls, None)}: exactly one of the fields.", fields, one_of=True
    )


def _path_where() -> type:
    """The input type with conditions on the films of a path, and the films and people to avoid."""
    fields: Fields = dict(
        filter(None, (_condition(name, field, None) for name, field in _fields_of(Film) if name in _ON_PATHS))
    )
    for name, label, described in (
        ("avoidFilms", FILM.name, "The ids of films that no path may go through."),
        ("avoidPeople", PERSON.name, "The ids of people whom no path may start with, go through or end with."),
    ):
        fields[name] = (list_of(strawberry.ID), _field(name, described, mapping.Avoided(label)))
    return _input("PathWhere", "Conditions on every film of a path, and what to avoid; all must hold.", fields)


_ON_PATHS = ("year", "votes", "certificate", "genres")


def _inputs() -> Iterator[tuple[str, type]]:
    """All input types with their names, by which the object types refer to them."""
    for label, cls in NODE_TYPES.items():
        unique = (found.name for found in label_named(label).properties if found.unique)
        yield f"{label}By", _by(cls, "key", *unique)
        yield f"{label}Where", _where(cls, label)
        yield f"{label}Order", _order(cls, label)
        yield f"{label}RelationshipFilter", _relationship_filter(label)
    for item, (edge, _) in EDGE_TYPES.items():
        yield f"{item}Where", _where(edge, item, edge=edge)
        yield f"{item}Order", _order(edge, item, edge=edge)
        yield f"{item}RelationshipFilter", _relationship_filter(item)
    yield "CoStarWhere", _sharing_where(CoStarEdge, "CoStar")
    yield "CollaboratorWhere", _sharing_where(CollaboratorEdge, "Collaborator")
    yield "PathWhere", _path_where()


# Strawberry looks up lazy references among the names of this module, after all types are imported.
globals().update(_inputs())
