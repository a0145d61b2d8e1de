"""Training: the plan for a protocol, the case-study workshop, the quiz and the log of who was trained."""
