"""What is asked, of whom, in which words, and how answers become scores."""
