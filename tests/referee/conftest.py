"""The built sites that the referee of sentences reads are those of the pages' tests."""

from tests.pages.conftest import site_of

__all__ = ["site_of"]
