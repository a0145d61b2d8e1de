"""What needs action: the register at a glance, what falls due, and reminders."""
