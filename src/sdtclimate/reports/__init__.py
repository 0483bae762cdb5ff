"""From released results to pages."""
