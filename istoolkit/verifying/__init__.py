"""Verifying a document: what it is, whether it is what was signed, and whether it was changed since."""
