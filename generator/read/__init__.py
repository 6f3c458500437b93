"""Reading: any delimited text file becomes rows of raw strings, each with its physical line.

Nothing is interpreted here and nothing is lost: what is skipped is counted with its reason.
"""
