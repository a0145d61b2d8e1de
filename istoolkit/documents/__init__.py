"""Documents made from protocols: a protocol's view in, the bytes of a file out."""
