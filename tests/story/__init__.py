"""The story of Tidewell, a fictional company: what it measures, and what came of it.

``python -m tests.story DIR`` writes the tables of the sample into a folder. Everything in it
is made up: the company, its numbers, its panels.
"""
