"""Guides made of a protocol: for the staff of a party, for families, for young people."""
