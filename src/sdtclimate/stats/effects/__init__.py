"""Means, differences and their sizes, with intervals."""
