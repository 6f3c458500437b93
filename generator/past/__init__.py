"""The edge to earlier editions: found on the published branch of git, or where one is named."""
