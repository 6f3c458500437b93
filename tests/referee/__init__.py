"""The referee of figures and sentences: the same numbers worked out a second time, and compared.

`figures` reads the raw tables with pandas, `moves` says what has changed, `goals` judges the goals,
`claims` collects what a site says. `reading` takes the texts of built pages, `sentences` finds the
pattern of each in `patterns.txt`; `slots`, `company`, `records` and `changes` hold its claims to
the figures. `past` makes the companies that are read, each after an edition. Nothing here imports
from `generator.measure`.
"""
