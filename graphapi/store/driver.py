"""Creates the official driver of Neo4j, which speaks Bolt with both stores."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import neo4j

from graphapi.errors import StoreUnavailableError
from graphapi.store.driver_errors import DRIVER_FAILURES, failure_of

if TYPE_CHECKING:
    from graphapi.store.credentials import Credentials

ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://.")
MOST_CONNECTIONS: Final = 50
"""The most connections to the store."""


def open_driver(uri: str, credentials: Credentials) -> neo4j.AsyncDriver:
    """Create the official driver, without connecting.

    Args:
        uri: the address of the store.
        credentials: the credentials, which the driver asks for before it opens a connection.

    Raises:
        StoreUnavailableError: the driver does not support the address.
    """
    if not ADDRESS.match(uri):
        message = f"{uri!r} is not the address of a store: it begins with bolt:// or neo4j:// (or +s, +ssc)."
        raise StoreUnavailableError(message)
    try:
        return neo4j.AsyncGraphDatabase.driver(
            uri,
            auth=credentials,
            user_agent=f"graphapi/{version('graphapi')}",
            telemetry_disabled=True,
            # The notifications are not used, and they take time on the server.
            notifications_min_severity="OFF",
            # Waiting requests share statements, so few connections serve many requests. More connections than the
            # server has cores only cause context switches.
            max_connection_pool_size=MOST_CONNECTIONS,
            # A request that waits longer than this for a connection no longer needs the result.
            connection_acquisition_timeout=15.0,
            connection_timeout=5.0,
            # Firewalls and Aura silently drop idle or old connections. A check before use costs one round trip.
            liveness_check_timeout=60.0,
            max_connection_lifetime=1800.0,
            keep_alive=True,
            max_transaction_retry_time=30.0,
        )
    except (*DRIVER_FAILURES, ValueError) as error:
        raise failure_of(error, uri, None, credentials.username).error from None
