"""The peers that istoolkit is measured against, and the same loop with istoolkit."""
