"""How problems reach the person who can mend them: what is told, and one module a format.

`account` gathers what one check has to tell; each format turns it into a text.
"""
