"""What may be seen: minimum cells, rounding, complementary suppression."""
