"""Random input against a running server; ``GRAPHAPI_FUZZ_INPUTS`` sets how much."""
