"""The schema: one module for each type, and the input types that are generated from the types."""
