"""The plan of an operation: a description, as data, of what to read from the graph.

A plan is a tree of items. An ``Item`` holds the columns of a row, by position. A column is a value, a count, a boolean,
or the rows of a nested read, which has its own item. The operation itself is an item without a node; its columns are
the reads of the root fields.
"""
