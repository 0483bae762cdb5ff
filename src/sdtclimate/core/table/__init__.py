"""A table described; rounding happens here and nowhere earlier."""
