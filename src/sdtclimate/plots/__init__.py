"""One plot a file, drawn from what may be shown."""
