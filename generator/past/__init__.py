"""What git knows of the time before a build: its day, its commits and the earlier editions."""
