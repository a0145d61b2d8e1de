"""The privacy impact assessment of a protocol: what its definition shows, and what its assessment.yaml says beside it."""
