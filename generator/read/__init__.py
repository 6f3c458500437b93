"""Reading: any delimited text file becomes rows of raw strings, each with its physical line.

Nothing is interpreted and nothing is lost: skipped rows are counted with their reason.
"""
