"""Words typed at a prompt, one public call each."""
