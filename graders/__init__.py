"""The grader of the streaming-endpoint kit: observe a submission, judge it, tell the verdict."""

__version__ = "1.0.0"
