"""The benchmark on dumps of the size and shape of IMDb's."""
