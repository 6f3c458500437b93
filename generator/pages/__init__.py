"""Pages: results, sentences and figures become Markdown, through one template a page type."""
