"""Roles of the child: what each kind of exercise does with the loaded file."""
