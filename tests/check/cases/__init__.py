"""Ways to get a table wrong: small files and the exact words in which the check tells it."""
