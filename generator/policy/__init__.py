"""The policy of a built site: which inline scripts are known, and what the pages may load."""
