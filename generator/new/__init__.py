"""Adding a row to a table of the data folder: asked for, checked with all else, then written.

A row is written into the file's own form, and only if the whole folder is sound with it.
"""
