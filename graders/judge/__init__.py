"""Pure verdicts: bytes and times that were observed go in, judgements come out."""
