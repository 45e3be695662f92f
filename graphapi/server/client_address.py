"""The address of a client, also behind proxies."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from ipaddress import IPv4Address

    from starlette.types import Scope

Network: TypeAlias = IPv4Network | IPv6Network
KNOWN_ADDRESSES: Final = 4096
"""The most addresses whose networks are remembered, because parsing an address takes longer than counting a request."""
IPV6_PREFIX: Final = 64
"""The part of an IPv6 address, in bits, that belongs to one customer; the rest can be changed at will."""


def trusted_networks(names: Iterable[str]) -> tuple[Network, ...]:
    """The networks of proxies whose ``X-Forwarded-For`` is believed.

    Args:
        names: addresses, or networks such as ``10.0.0.0/8``.

    Raises:
        ValueError: one of them is neither.
    """
    return tuple(ip_network(name, strict=False) for name in names)


def client_address(scope: Scope, trusted: Sequence[Network]) -> str:
    """The address of the client that sent a request; empty if the server does not know it.

    Each proxy appends the address that it was called from to ``X-Forwarded-For``. So the list is read from its end, and
    the first address that is not a trusted proxy's is the client's: what stands before it can be made up.

    Args:
        scope: the ASGI scope of the request.
        trusted: the networks of the proxies that are believed.
    """
    peer = scope.get("client")
    address = str(peer[0]) if peer else ""
    if not trusted or not _is_in(address, trusted):
        return address
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    for part in reversed(",".join(values).split(",")):
        forwarded = part.strip()
        if _parsed(forwarded) is None:
            break
        address = forwarded
        if not _is_in(address, trusted):
            break
    return address


@lru_cache(maxsize=KNOWN_ADDRESSES)
def client_network(address: str) -> str:
    """What budgets are kept by: an IPv4 address, or the network of an IPv6 address that one customer has."""
    parsed = _parsed(address)
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, IPV6_PREFIX), strict=False))


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
