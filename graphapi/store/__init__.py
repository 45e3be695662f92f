"""The store: the graph over Bolt, in Neo4j or in the embedded store; only this package imports ``neo4j``."""

from graphapi.store.bolt import Endpoint, Graph, StoreKind
from graphapi.store.connecting import connect, open_endpoint, open_graph
from graphapi.store.driver_errors import StatementError

__all__ = ["Endpoint", "Graph", "StatementError", "StoreKind", "connect", "open_endpoint", "open_graph"]
