"""A class: read what was handed in, grade each submission alone, and give the marks."""
