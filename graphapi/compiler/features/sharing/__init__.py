"""Connections between nodes that share something: co-stars, collaborators, similar films."""
