"""Indices of careless answering, one a file."""
