"""Mends: what a message advises for a raw export, whose rows nobody types again.

An export is mended in the system that it comes from, or by a setting of exports.toml.
"""

from __future__ import annotations

#: What is advised where no setting helps.
AT_SOURCE = (
    "Correct it in the system that it comes from and export the file again, or leave such rows out "
    "by a filter in exports.toml."
)
#: What is advised of the form of a file.
EXPORT_AGAIN = "Export the file again from the system that it comes from, as CSV UTF-8."
