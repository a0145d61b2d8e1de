"""Signing off: what exactly is signed, who signs, the record of it, and what follows from the record."""
