"""The bulk path: a load into an empty graph, computed by DuckDB and written by the store's own loader."""
