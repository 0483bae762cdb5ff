"""Who is drawn again: units ordered by content, bootstrap and jackknife of covariance matrices."""
