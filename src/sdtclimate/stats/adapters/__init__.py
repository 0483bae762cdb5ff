"""Alone in naming pingouin and factor_analyzer, which are imported inside the functions that use them."""
