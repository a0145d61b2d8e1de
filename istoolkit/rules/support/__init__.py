"""What several rules share: readings of a protocol, of the legal register and of texts. No rule stands here."""
