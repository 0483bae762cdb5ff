"""Arithmetic on arrays. Nothing in here knows that there are surveys."""
