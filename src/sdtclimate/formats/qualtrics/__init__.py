"""All that is known of Qualtrics exports: modern, of 2016, and legacy."""
