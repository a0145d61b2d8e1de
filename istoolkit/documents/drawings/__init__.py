"""How the flows of a protocol are drawn: measuring, layouts and SVG."""
