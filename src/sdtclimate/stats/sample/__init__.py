"""What a sample tells before anything is asked of it: means, covariances, complete rows."""
