"""Tests of the executor, without a transport."""
