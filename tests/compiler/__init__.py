"""Tests of the compiler's parts, by the module that they test."""
