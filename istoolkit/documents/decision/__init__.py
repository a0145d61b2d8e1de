"""The decision to share as a poster and as a page that walks it."""
