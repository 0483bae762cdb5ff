"""What survey platforms write: bytes to cells, and how sure we are."""
