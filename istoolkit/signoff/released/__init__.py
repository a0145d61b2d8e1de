"""A signed version that is kept for good, and making it again from what was kept."""
