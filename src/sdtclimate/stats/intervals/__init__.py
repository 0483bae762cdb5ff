"""Confidence intervals: from an exact distribution, from a standard error, from a correlation, from draws."""
