"""Adding a row to a table: its options and questions, the dry run, and the writing."""
