"""What people said, with every row and cell accounted for."""
