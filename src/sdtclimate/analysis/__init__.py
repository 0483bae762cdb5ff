"""One question a file: answers in, a Result out."""
