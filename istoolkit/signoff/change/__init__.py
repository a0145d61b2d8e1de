"""What a change means: what differs, who must sign again and who need only be told."""
