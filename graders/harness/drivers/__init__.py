"""Drivers: each plays a script against one kind of submission, from the grader's side."""
