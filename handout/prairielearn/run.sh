#!/bin/sh
# The entry point of the external grader. It always ends with 0: what could not be graded is said in
# the result, and PrairieLearn reads none of a grader that failed.
root="${GRADE_ROOT:-/grade}"
mkdir -p "$root/results"
cd "$root/tests/kit" || exit 0
"${STREAMING_KIT_PYTHON:-python3}" -m graders.handout.entry prairielearn \
    "$root/student" "$root/results/results.json"
if [ ! -s "$root/results/results.json" ]; then
    echo '{"gradable": false, "format_errors": ["The grader itself failed."]}' \
        > "$root/results/results.json"
fi
exit 0
