"""From released results to chapters, one file each. A chapter that has nothing to say returns None."""
