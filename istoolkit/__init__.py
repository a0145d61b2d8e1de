"""Information sharing protocols as structured text: checked, and made into the documents partners sign."""

__version__ = "0.1.0"
