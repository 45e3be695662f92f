"""The single declaration of the graph: labels, relationships, credit roles, and derived properties.

Everything that depends on it is built from here: the API's types, the compiler, the traversals, loading and exporting,
the pages, and the tables of the documentation.
"""
