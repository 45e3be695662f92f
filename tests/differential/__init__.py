"""The differential suite: generated operations must have the same answer on both stores and from a naive evaluator."""
