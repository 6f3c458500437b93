"""Looking at an export: which preset fits, what would be read, and the section to declare it.

Nothing is written but the section, and that only when it is asked for.
"""
