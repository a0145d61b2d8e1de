"""The papers of signing: the sheet that each organisation signs, the certificate, and the register of signatures."""
