"""Checking: raw rows become typed rows that fit together, or every fault is told at once."""
