"""Traversals: what one statement cannot find, searched level by level.

A traversal runs before the operation's own statement. What it finds, keys and values, goes into that statement as one
more parameter, and the statement reads whatever the selection asks of it.
"""
