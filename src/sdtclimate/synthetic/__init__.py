"""Stated truth to answers: populations to test against."""
