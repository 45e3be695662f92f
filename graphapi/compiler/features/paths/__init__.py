"""Paths between people."""
