"""Global ids: the label and the key of a node, opaque to clients.

Source: the GraphQL Global Object Identification Specification (Relay).
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.errors import BadUserInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def encode_id(label: str, key: str) -> str:
    """The global id of a node: base64url of ``label:key`` without padding."""
    return encode_opaque(f"{label}:{key}".encode())


def decode_id(global_id: str, labels: Collection[str]) -> tuple[str, str]:
    """The label and the key of a global id.

    Raises:
        BadUserInputError: ``encode_id`` did not make the id for one of the labels.
    """
    try:
        label, separator, key = decode_opaque(global_id).decode().partition(":")
    except ValueError:
        label = separator = key = ""
    if not separator or label not in labels:
        subject = f"a {next(iter(labels))}" if len(labels) == 1 else "an object of this graph"
        msg = f"{global_id!r} is not the id of {subject}."
        raise BadUserInputError(msg)
    return label, key


def encode_opaque(content: bytes) -> str:
    """Encode content as base64url without padding."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decode_opaque(text: str) -> bytes:
    """Decode a text that ``encode_opaque`` made.

    Raises:
        ValueError: ``encode_opaque`` did not make the text.
    """
    try:
        content = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError(text) from error
    if encode_opaque(content) != text:
        raise ValueError(text)
    return content


@dataclass(frozen=True, slots=True)
class LabelOf:
    """Extracts the label of a global id, which must be one of ``labels``; the statement depends on it."""

    labels: frozenset[str]

    def __call__(self, global_id: str) -> str:
        """Return the label of an id."""
        return decode_id(global_id, self.labels)[0]


@dataclass(frozen=True, slots=True)
class KeyOf:
    """Extracts the key of a global id, whose label must be one of ``labels``."""

    labels: frozenset[str]

    def __call__(self, global_id: str) -> str:
        """Return the key of an id."""
        return decode_id(global_id, self.labels)[1]


@dataclass(frozen=True, slots=True)
class LabelsOf:
    """Finds the labels in a list of at most ``most`` global ids, on which the statement depends."""

    labels: frozenset[str]
    most: int

    def __call__(self, global_ids: Sequence[str]) -> tuple[frozenset[str], bool]:
        """Return the labels of the ids, and whether every id is well-formed."""
        if len(global_ids) > self.most:
            msg = f"{len(global_ids)} ids exceed the maximum of {self.most}."
            raise BadUserInputError(msg)
        identities = identities_of(global_ids, self.labels)
        well_formed = [identity for identity in identities if not isinstance(identity, BadUserInputError)]
        return frozenset(label for label, _ in well_formed), len(well_formed) == len(identities)


@dataclass(frozen=True, slots=True)
class KeysOf:
    """Extracts the keys of the ids with one label from a list of global ids."""

    label: str
    labels: frozenset[str]

    def __call__(self, global_ids: Sequence[str]) -> list[str]:
        """Return the keys in order, without duplicates."""
        identities = identities_of(global_ids, self.labels)
        return list(
            {
                identity[1]: None
                for identity in identities
                if not isinstance(identity, BadUserInputError) and identity[0] == self.label
            }
        )


def identities_of(global_ids: Sequence[str], labels: frozenset[str]) -> list[tuple[str, str] | BadUserInputError]:
    """The label and the key of each global id, or the error of a malformed id."""
    identities: list[tuple[str, str] | BadUserInputError] = []
    for global_id in global_ids:
        try:
            identities.append(decode_id(global_id, labels))
        except BadUserInputError as error:
            identities.append(error)
    return identities
