"""Benchmarks that compare graphapi with the peer and the floor. See ``python -m benchmarks --help``."""
