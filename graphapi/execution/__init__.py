"""Executing operations, whatever transport they come by.

``executor.py`` names the phases of a request in their order; each has a module of its own.
"""
