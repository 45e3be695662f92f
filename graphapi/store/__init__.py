"""The store: the graph over Bolt, in a Neo4j server or in the embedded one. The only importer of ``neo4j``."""

from graphapi.store.bolt import Endpoint, Graph, StoreKind
from graphapi.store.connecting import connect, open_endpoint, open_graph
from graphapi.store.driver_errors import StatementError

__all__ = ["Endpoint", "Graph", "StatementError", "StoreKind", "connect", "open_endpoint", "open_graph"]
