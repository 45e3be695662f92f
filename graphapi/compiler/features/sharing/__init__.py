"""Connections between nodes that share neighbours: co-stars, collaborators, similar films."""
