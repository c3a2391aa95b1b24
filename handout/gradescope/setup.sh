#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: a Python with the packages that grading needs.
set -euo pipefail
apt-get update -qq
apt-get install -y -qq --no-install-recommends python3 python3-venv ca-certificates
python3 -m venv /autograder/python
/autograder/python/bin/python -m pip install -r /autograder/source/kit/requirements/grade.txt
