"""What is said of changes since an earlier edition: both values, and why, in plain sentences."""
