"""What a student's code may print, send or raise to be taken for something else by a reader."""

from __future__ import annotations

from graders.result import Result
from tests.support import results

TEXTS = {
    "command": "::error file=a.py,line=1::pwned",
    "command-on-a-line": "first\n::add-mask::a\n  ::set-output name=x::y",
    "command-after-cr": "first\r::error::pwned\r\n::error::pwned",
    "command-after-odd-ends": "first\x0b::error::a\x0c::error::b\x85::error::c\u2028::error::d",
    "older-command": "##[command]pwned\nand ##[error]pwned and ##[group]",
    "escaped-line-end": "%0A::error::pwned%0D%250A",
    "widthless": ":\u034f:error::pwned\n:\u200b:error::pwned\n#\ufe0f#[error]pwned",
    "stop": "::stop-commands::token\n::token::\n::resume::",
    "properties": "x.py:1,line=2,title=pwned::pwned",
    "fences": "".join(f"{'`' * n}\nnot in the block\n" for n in (3, 4, 5, 6, 7, 8, 30)),
    "tildes": "~~~\nnot in the block\n~~~~",
    "heading": "# pwned\n\n---\n\n- [x] pwned\n\n    code",
    "pipes": "| a | b |\n|---|---|\n| pwned | \\| |",
    "links": "[a](javascript:alert) ![b](http://x/y.png) <http://x> http://x @octocat #1",
    "html": "<script>alert(1)</script><!-- <details> --> </details> &lt; <img src=x onerror=y>",
    "cdata": "]]> <![CDATA[ <!ENTITY x> &x; </failure></testsuites>",
    "quotes": '" \' \\ "/><testcase',
    "controls": "\x00\x01\x07\x08\x1b[31m\x1b]0;title\x07\x7f\x9b2J",
    "surrogates": "\ud800 \udcff \udfff\ud83d",
    "no-characters": "\ufffe \uffff \U0001fffe \ufdd0",
    "bidirectional": "\u202eabc\u2066 \u200f \u061c",
    "long": "x" * 10_000,
    "empty": "",
}


def told_by(text: str) -> Result:
    """Return a result in which everything that can come from a student is `text`."""
    check = results.check("stage2.body", "failed", expected=text, got=text, where=text, advice=text)
    kit = results.check("stage3.body", "error", got=text)
    return results.result(
        results.exercise("stage2_streaming", "failed", check, diagnosis=text, output=text),
        results.exercise("stage3_async", "error", kit, output=text),
    )
