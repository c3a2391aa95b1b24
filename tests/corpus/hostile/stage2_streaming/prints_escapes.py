# Everything that steers, hides or commands, in what is printed.
# then: the right answer

import os
import sys

print("\x1b]0;title\x07 \x1b[2J \x1b[31mred\x9b1m \x90 \x85 ten of ten\rnone \x7f\x00 \v\f")
print("\u202egnp.exe \u2066 \u200f \u200b\u200d\ufeff\xad \u2028 \U000e0041 \ud800")
print("<script>alert(1)</script> <!-- --> &amp; `code` [link](javascript:alert(1))")
for command in ("error::x", "add-mask::a", "stop-commands::x", "set-output name=x::y"):
    print(f"::{command}\n  ::{command}\n\t::{command}\r::{command}\u2028::{command}")
print("##[error]x ##[add-mask]a", " ::error::x" * 40)
print("::error::told on stderr", file=sys.stderr)
os.write(1, b"\xff\xfe\x80 \xe2\x82 \xed\xa0\x80\n::error::x")
