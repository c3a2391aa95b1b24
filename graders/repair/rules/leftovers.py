"""What is left in a file and should not be: a stub's lines, an early end, a yield too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.lesson import LESSON_PROMPT, reply_tokens
from graders.repair import seen
from graders.repair.edits import lines_of, moved, whole_lines
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    delete_statement,
    function_around,
    replace,
    start,
)
from graders.repair.tree import (
    LOOPS,
    around,
    body_of,
    expressions,
    following,
    is_main_guard,
    literal,
    loop_around,
    parent_kind,
    shown,
    statement_of,
    statements,
    value_of,
    yields,
)


@rule("stub-raise")
def stub_raise(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The stub's raise stands above or below the answer."""
    for node in source.all("raise_statement"):
        if "NotImplementedError" in node.text():
            edits, below = [delete_statement(source, node)], following(node)
            if below is not None and below.text() == "yield":
                edits.append(delete_statement(source, below))
            says = (
                "The raise of the starter file is still here, and stops the function at this line."
            )
            yield Correction(tuple(edits), says, likely=2)


@rule("bare-yield")
def bare_yield(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A yield gives nothing, such as the one of the stub."""
    for node in yields(source):
        value = value_of(node)
        if value is None or value.text() == "None":
            says = "A yield with nothing behind it gives None, which is no token."
            likely = 2 if "NoneType" in seen.types(evidence) else 1
            yield Correction((delete_statement(source, statement_of(node)),), says, likely)


@rule("print-for-yield")
def print_for_yield(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A function prints what it should yield, or yields what print returns."""
    for call in source.calls("print"):
        given = arguments(call)
        if not given or function_around(call) is None or is_main_guard(call):
            continue
        end = next((a.text()[4:] for a in given if a.text().startswith("end=")), '""')
        text = given[0].text() + ("" if end in ('""', "''") else f" + {end}")
        says = (
            "The text is printed where the program runs, and handed on to nobody: yield does that."
        )
        function, in_loop = function_around(call), loop_around(call) is not None
        is_all = in_loop and function is not None and function.find(kind="yield") is None
        likely = 2 if is_all or "NoneType" in seen.types(evidence) else 0
        if parent_kind(call) == "expression_statement":
            yield Correction((replace(call, f"yield {text}"),), says, likely)
        elif parent_kind(call) == "yield":
            says = f"This yields what print gives back, which is None, and not {shown(given[0])}."
            yield Correction((replace(call, text),), says, likely)


@rule("early-end")
def early_end(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A break, continue or return without a value ends too early what should go on."""
    for node in source.all("break_statement", "continue_statement", "return_statement"):
        if value_of(node) is not None or function_around(node) is None:
            continue
        outer = around(node, "if_statement", *LOOPS)
        if outer is None or outer.kind() != "if_statement":
            says = f"{node.text()} ends the loop in its first round."
            edit = delete_statement(source, node)
            yield Correction((edit,), says, likely=2 if outer is not None else 0)
        elif len(body_of(outer)) == 1 and outer.field("alternative") is None:
            says = f"The {node.text()} under {shown(outer)} ends what should go on."
            yield Correction((delete_statement(source, outer),), says, likely=1)
        else:
            says = f"This {node.text()} ends what should go on."
            yield Correction((delete_statement(source, node),), says, likely=0)


@rule("twice")
def twice(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The same statements stand twice, one below the other."""
    for block in source.all("block"):
        inner = statements(block)
        texts = [statement.text() for statement in inner]
        for length in range(1, len(texts) // 2 + 1):
            for n in range(len(texts) - 2 * length + 1):
                again = n + length
                if texts[n:again] == texts[again : again + length]:
                    edit = lines_of(source, inner[again], inner[again + length - 1])
                    says = f"{shown(inner[n])} stands here twice, and so is done twice."
                    yield Correction((edit,), says, likely=2)


@rule("stop-iteration")
def stop_iteration(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A generator raises StopIteration to end itself."""
    for node in source.all("raise_statement"):
        if "StopIteration" in node.text() and evidence.problems:
            says = "Inside a generator raise StopIteration is an error; return ends it."
            likely = 2 if seen.stopped_by(evidence, "StopIteration") else 0
            yield Correction((replace(node, "return"),), says, likely)


@rule("waits-for-ever")
def waits_for_ever(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Something is awaited that nobody else has, so that it never comes."""
    for statement, only in expressions(source):
        if FOR_EVER.match(only.text()):
            says = f"{shown(only)} waits for what never comes, so the stream never ends."
            yield Correction((delete_statement(source, statement),), says, likely=2)


FOR_EVER = re.compile(r"await asyncio\.(Event\(\)\.wait|Future|\w+loop\(\)\.create_future)\(")


@rule("extra-yield")
def extra_yield(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A yield sends a text that nobody asked for."""
    right = {token.strip() for token in reply_tokens(LESSON_PROMPT)}
    given = [(node, text) for node in yields(source) if (text := _constant(node)) is not None]
    for node, text in given:
        bare = text.replace("\\n", " ").replace("data:", "").strip()
        if bare in right or _is_wanted_sentinel(bare, given, evidence):
            continue
        came = text.replace("\\n", "\n") in evidence.received
        says = f'The text "{shown(text)}" is sent here, and is not asked for.'
        if evidence.exercise.short == "exercise2" and "[DONE]" in text:
            says = "[DONE] is sent in another line too, so it comes twice."
        where = statement_of(node)
        yield Correction((delete_statement(source, where),), says, likely=1 if came else 0)


def _constant(node: SgNode) -> str | None:
    value = value_of(node)
    text = literal(value) if value is not None else None
    return text.body if text is not None and "{" not in text.body else None


def _is_wanted_sentinel(bare: str, given: list[tuple[SgNode, str]], evidence: Evidence) -> bool:
    if evidence.exercise.short == "exercise2" and seen.misspelt_done(bare):
        return True
    if evidence.exercise.short != "exercise2" or "done" not in bare.lower():
        return False
    return sum("done" in text.lower() for _, text in given) < 2


@rule("runs-at-import")
def runs_at_import(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Statements that belong to a program run when the file is imported."""
    lines = {p.line for p in evidence.problems if p.stage == "import" and p.line}
    for node in source.root.children():
        is_server = re.match(r"(uvicorn|asyncio|app)\.run\(", node.text()) is not None
        if not (source.line_of(start(node)) in lines or is_server) or node.kind() in _DEFINES:
            continue
        begin, below = whole_lines(source, node)[0], [node]
        while (more := following(below[-1])) is not None and more.kind() not in _DEFINES:
            below.append(more)
        stop = whole_lines(source, below[-1])[1]
        program = "".join(moved(source, each, "    ") for each in below)
        says = "This runs as soon as the file is imported, so the grader gets no further."
        edit = Edit(begin, stop, f'if __name__ == "__main__":\n{program}')
        yield Correction((edit,), says, likely=2)
        return


_DEFINES = (
    "function_definition",
    "decorated_definition",
    "class_definition",
    "import_statement",
    "import_from_statement",
    "if_statement",
)
