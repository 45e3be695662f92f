"""The benchmark: graphapi beside the peer and the floor, on one generated graph. ``python -m benchmarks --help``."""
