"""The student's loop: watch the files, open a hint, begin again, compare with the reference."""
