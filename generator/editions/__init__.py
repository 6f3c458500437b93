"""Editions: what is published on its own branch of git, and how the next one gets there."""
