"""What a register of processing activities says of each activity, drawn from the definitions and from nothing else."""
