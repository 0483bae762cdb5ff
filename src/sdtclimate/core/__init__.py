"""The ground of the house: errors, terms, estimates, registries, randomness, files."""
