"""The graph, declared once: labels, relationships, credit roles, and what is derived from them.

Everything else that knows the graph takes it from here: the API's types, the compiler, the traversals, loading and
exporting, the pages, and the tables of the documentation.
"""
