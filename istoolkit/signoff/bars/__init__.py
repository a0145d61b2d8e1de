"""What stands against recording something, with the reason and what to do."""
