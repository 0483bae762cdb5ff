"""What may be said: guardrails, comparability, named cut-offs."""
