"""Digital signatures with a certificate: those that Word and PDF readers show. They need the extra “signing”."""
