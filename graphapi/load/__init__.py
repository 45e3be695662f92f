"""Filling the graph: from the CSV form of a catalogue, from IMDb's dumps, from the sample; and back to CSV."""
