"""What holds for the whole house: its contract, its rooms, its sizes, its words."""
