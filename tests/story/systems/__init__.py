"""The systems in which Tidewell keeps its figures: one module, and mostly one file, a system."""
