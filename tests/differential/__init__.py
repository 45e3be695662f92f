"""The differential suite: generated operations on both stores and on a naive evaluator must have one answer."""
