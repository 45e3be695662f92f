"""Global ids and cursors, as Relay's specifications describe them."""
