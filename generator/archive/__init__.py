"""The archive: the data that an edition carries, written from a report and read back.

One folder in the site holds everything the edition was made from, after the checks and after
suppression, so that it can be made again from there and compared with a later one.
"""
