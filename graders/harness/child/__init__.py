"""What runs in the student's process, beside the student's code."""
