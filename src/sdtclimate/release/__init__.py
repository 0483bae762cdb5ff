"""The gate: all that goes out passes here."""
