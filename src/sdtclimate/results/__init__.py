"""What was found: one frozen type a question, safe to show by itself."""
