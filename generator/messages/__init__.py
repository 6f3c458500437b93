"""Problems as people and programs read them: one report per check, one module per format."""
