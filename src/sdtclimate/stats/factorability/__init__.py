"""Can these items be factored, and into how many factors? One criterion a file."""
