"""Sentences: results become plain English; every number, date and unit is formatted here."""
