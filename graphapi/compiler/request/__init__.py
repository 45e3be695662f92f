"""The selection of a request, and the values of its arguments."""
