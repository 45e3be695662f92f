"""Traversals: level-by-level searches for results that a single statement cannot find.

A traversal runs before the operation's own statement. The keys and values that it finds are passed to that statement as
one more parameter, and the statement reads the selected fields.
"""
