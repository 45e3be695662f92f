"""What clients see when the store, the network, the disk or the clock fail, and how soon all is well again."""
