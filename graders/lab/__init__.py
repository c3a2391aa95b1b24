"""The lab: a page that shows a student's own streams in a browser while they are being written."""
