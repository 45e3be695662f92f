"""Tests of the parts of the compiler, grouped by module."""
