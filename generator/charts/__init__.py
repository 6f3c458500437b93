"""Charts: a chart as data and ready words in, inline SVG out."""
