"""Raw exports: mapped rows of other systems become measurements with their counts."""
