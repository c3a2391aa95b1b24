"""What an instructor hands out: the kit for students, and what graders of platforms take."""
