"""Observe: run a submission, drive it, record what it did; without an opinion."""
