"""The plan of an operation: what to read from the graph, as data, before there is any text.

A plan is a tree of items. An ``Item`` is what one row of a read carries: its columns, by position. A column is a
value, a number, a truth value, or the rows of a further read with an item of its own. The operation itself is an
item without a node, whose columns are the reads of its root fields.
"""
