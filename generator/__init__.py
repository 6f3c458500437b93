"""Builds a company's customer-experience report from its CSV files."""

__version__ = "0.1.0"
