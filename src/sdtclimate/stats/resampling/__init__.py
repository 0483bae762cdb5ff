"""Units, bootstrap and permutation: uncertainty from drawing again."""
