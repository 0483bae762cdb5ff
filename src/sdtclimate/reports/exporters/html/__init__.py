"""One self-contained page: no network, no script, figures inside."""
