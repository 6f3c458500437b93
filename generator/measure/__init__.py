"""Measuring: pure functions from the checked tables to numbers and statuses; no wording."""
