"""The referee of figures and sentences: the same numbers worked out a second time, and compared.

`figures` reads the raw tables with pandas, `moves` says what has changed, `goals` judges the goals,
`claims` collects what a site says. `reading` takes the texts of built pages, `sentences` finds the
pattern of each in `patterns.txt`, `slots` holds its claims to the figures. Nothing here imports
from `generator.measure`.
"""
