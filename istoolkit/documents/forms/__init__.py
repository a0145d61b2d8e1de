"""The forms that practitioners fill in, each made from the protocol: what may be ticked is what it lets pass."""
