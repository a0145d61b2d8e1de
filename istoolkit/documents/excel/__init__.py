"""Writing tables as Excel."""
