"""Common factors: extraction, rotation, order and fit, one method a file."""
