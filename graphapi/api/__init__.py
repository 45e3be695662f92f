"""The schema: a module for each type, and the inputs that are made from them."""
