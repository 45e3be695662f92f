"""Executes operations, independently of the transport.

``executor.py`` lists the phases of a request in order; the other modules implement them.
"""
