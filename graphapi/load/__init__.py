"""Loading the graph from CSV files, IMDb's dumps or the sample, and exporting it to CSV files."""
