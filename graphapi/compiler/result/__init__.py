"""The conversion of a record from the store to the data of a response."""
