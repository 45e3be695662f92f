"""From an operation to one statement, and from its record to the answer."""
