"""From answers to scores: the rule compiled once, then run on arrays."""
