"""Loopback addresses, which can be reached only from the same machine."""

from __future__ import annotations

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether a server that listens on this host can be reached only from the same machine.

    Of the names, only ``localhost`` is one (RFC 6761, section 6.3): any other name, such as ``127.example.com``, can
    stand for any address.

    Args:
        host: an IP address without brackets, or a name.
    """
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
