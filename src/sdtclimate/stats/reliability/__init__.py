"""How consistently answers tell people apart: one coefficient a file, listed in `registry.COEFFICIENTS`."""
