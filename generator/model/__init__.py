"""The words of the product: what a company's tables say and what is worked out from them.

This room imports nothing of the others; every later room speaks in its terms.
"""
