"""Bytes and frames turned into cells of text."""
