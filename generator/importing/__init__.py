"""Importing an export: what the file holds, what would be read, and the section to declare it.

It writes nothing but the section, and that only if it is asked to.
"""
