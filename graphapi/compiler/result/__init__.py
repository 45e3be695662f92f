"""From a record of the store to the data of a response."""
