"""`python -m graders.handout.entry PLATFORM SUBMISSION RESULT`: what a platform's grader runs."""

import sys


def main(platform: str, submission: str, result: str) -> int:
    """Grade what was handed in, from a copy, and write the platform's result; return the status."""
    from pathlib import Path

    from graders.classroom.listing import list_folder
    from graders.classroom.picking import submission_of
    from graders.harness.scratch import scratch_folder
    from graders.program import main as program

    found = submission_of(list_folder(Path(submission)))
    for note in [*found.notes, *filter(None, [found.problem])]:
        print(f"Note: {note}")
    with scratch_folder("streaming-kit-copy-") as folder:
        for name, content in found.files.items():
            (folder / name).write_bytes(content)
        export = ["--export", f"{platform}={result}"]
        return program(["grade", "--submission", str(folder), "--exit-zero", *export])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
