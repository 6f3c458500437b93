"""The referee of figures: the same numbers worked out a second time, plainly, and compared.

`figures` reads the raw tables with pandas, `moves` says what has changed, `goals` judges the goals,
`claims` collects what a site says. Nothing here imports from `generator.measure`.
"""
