"""From results to sentences with numbers, all of them numbers that may be shown."""
