"""A class: read what was handed in, grade each submission alone, and give the marks.

`work.py` does it from beginning to end.

- What was handed in: `sources.py` (folders and clones), `canvas.py`, `moodle.py`, `gradescope.py`
  say whose is what. `listing.py` tells what is in a folder or a zip; it follows, unpacks and trusts
  nothing. `picking.py` finds the submission in it, `hand_in.py` and `roster.py` who is there.
- Grading: `run.py` does what is left, `records.py` writes each record at once. `job.py` has a
  submission, and what becomes of it, as data: the seam of the engines, `engine.py` with warm
  workers of this machine (`worker.py`) and `dask_engine.py` with those of a cluster.
- The marks: `gradebook.py` (grades.csv), `sheets.py` (those of Canvas and Moodle), `page.py`
  (class.html, from `statistics.py`), `feedback.py` (what a student gets back).
"""
