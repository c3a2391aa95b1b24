"""Instrumented code does what the plain code does, whether anybody listens or not."""

from __future__ import annotations

import ast
import builtins
import sys
import warnings
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

import pytest

from graders.harness.child import instrumentation
from graders.harness.child.instrumentation import compiled
from graders.harness.child.sources import Resume, Sources

PATH = "snippet.py"
HEAD = """
import asyncio, contextlib, doctest, functools, inspect, itertools, sys, traceback, types

def steps(make):
    seen = []
    try:
        for item in make():
            seen.append(item)
    except BaseException as error:
        seen.append(place(error))
    return seen

def place(error):
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == "snippet.py"]
    where = [(f.name, f.lineno, getattr(f, "colno", None), f.line) for f in frames]
    return type(error).__name__, str(error), where

async def collect(items):
    return [item async for item in items]
"""
SNIPPETS = {
    "send": """
def echo():
    got = yield 1
    while got is not None:
        got = yield got * 2
def result():
    g = echo()
    return next(g), g.send(4), g.send("a"), steps(lambda: g)
""",
    "from a text": """
names = {}
exec("def made(n):\\n    yield from range(n)\\n    yield 'end'", names)
def own():
    def exec(text, *names):
        return text
    return exec("1 + 1"), exec(b"x"), exec(*["y"])
def result():
    try:
        exec("1 +")
    except SyntaxError as error:
        return steps(lambda: names["made"](2)), own(), error.lineno
    exec("local = 1")
    exec(compile("def other():\\n    yield 1", "x", "exec"), names)
    assert list(names["other"]()) == [1]
    assert eval(compile("1 + 1", "x", "eval")) == 2
    exec(compile("local = 1", "x", "exec"))
""",
    "throw": """
def patient():
    while True:
        try:
            yield "a"
        except KeyError as error:
            yield place(error)
def result():
    g = patient()
    return next(g), g.throw(KeyError("x")), next(g)
""",
    "throw-comes-out-at-the-yield": """
def plain():
    yield 1
    yield (
        2
    )
def result():
    g = plain(); next(g); next(g)
    try:
        g.throw(ValueError("here"))
    except ValueError as error:
        return place(error)
""",
    "close": """
log = []
def careful():
    try:
        yield 1
    except GeneratorExit:
        log.append("closed")
        raise
    finally:
        log.append("finally")
def result():
    g = careful(); next(g); g.close()
    return log, inspect.getgeneratorstate(g)
""",
    "ignores-close": """
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
def result():
    g = stubborn(); next(g)
    try:
        g.close()
    except RuntimeError as error:
        return str(error)
""",
    "return-value": """
def inner():
    yield 1
    return "done"
def outer():
    got = yield from inner()
    yield got
    return [got]
def result():
    g = outer()
    seen = [next(g), next(g)]
    try:
        next(g)
    except StopIteration as stop:
        return seen, stop.value
""",
    "yield-from-a-list": """
def outer():
    got = yield from [1, 2]
    yield got
def result():
    g = outer(); next(g)
    try:
        g.send(3)
    except AttributeError as error:
        return type(error), steps(lambda: outer())
""",
    "yield-from-passes-send-and-throw": """
def inner():
    try:
        got = yield "first"
        while True:
            got = yield got
    except KeyError:
        return "returned"
def outer():
    value = yield from inner()
    yield value
def result():
    g = outer()
    return next(g), g.send(7), g.throw(KeyError()), steps(lambda: g)
""",
    "yield-from-an-own-iterator": """
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if not self.n:
            raise StopIteration("over")
        self.n -= 1
        return self.n
    def send(self, value): return ("sent", value)
    def throw(self, *error): return ("thrown", error[0])
    def close(self): self.n = -9
def outer(made):
    got = yield from made
    yield got
def result():
    made = Countdown(3); g = outer(made)
    seen = [next(g), g.send(5), g.throw(KeyError), *g]
    other = Countdown(3); h = outer(other); next(h); h.close()
    return seen, other.n
""",
    "yield-from-a-file-closes-it": """
import io
def lines(file):
    yield from file
def result():
    file = io.StringIO("a\\nb\\n"); g = lines(file)
    seen = [next(g)]; g.close()
    return seen, file.closed
""",
    "yield-from-what-can-be-thrown-into": """
class Catcher:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *error): return "caught"
def outer():
    yield from Catcher()
def result():
    g = outer()
    return next(g), g.throw(KeyError()), next(g)
""",
    "yield-from-what-is-not-iterable": """
def outer():
    yield from (
        5
    )
def result():
    return steps(outer)
""",
    "raises-in-the-yielded-expression": """
def outer():
    yield 1
    yield (1 +
           undefined)
def result():
    return steps(outer)
""",
    "raises-after-the-yield": """
def outer():
    x = yield 1
    x.missing
def result():
    return steps(outer)
""",
    "yield-in-expressions": """
def outer():
    x = [(yield 1), (yield 2)], {(yield 3): (yield)}
    print(f"{(yield 4)!r}", file=sys.stderr) if (yield 5) else None
    return x
def result():
    g = outer()
    seen = [next(g)]
    try:
        for value in "abcde":
            seen.append(g.send(value))
        g.send(None)
    except StopIteration as stop:
        seen.append(stop.value)
    return seen
""",
    "lambda": """
def result():
    f = lambda: (yield from (yield 1))
    g = f(); next(g)
    return list(lambda_items()), g.send("ab"), next(g)
lambda_items = lambda: ((yield 1), (yield 2))
""",
    "nonlocal-and-global": """
total = 0
def outer():
    count = 0
    def inner():
        nonlocal count
        global total
        while count < 3:
            count += 1
            total += count
            yield count, total
    yield from inner()
    yield count
def result():
    return steps(outer), total
""",
    "generator-expressions": """
class Scope:
    values = [1, 2, 3]
    doubled = list(x * 2 for x in values if x != 2)
def result():
    y = 0
    pairs = [*((a, b) for a in "ab" for b in range(2))]
    last = list((y := n) for n in range(4))
    nested = [list(inner) for inner in ((i * j for j in range(2)) for i in range(3))]
    g = (n for n in range(3)); next(g); g.close()
    return Scope.doubled, pairs, last, y, nested, list(g), sum(x for x in range(5))
""",
    "generator-expression-raises": """
def result():
    return steps(lambda: (10 //
                          n for n in (5, 0)))
""",
    "generator-expression-looks-like-itself": """
def result():
    g = (n for n in "ab")
    code = g.gi_code
    return code.co_name, code.co_varnames, code.co_freevars, code.co_firstlineno, code.co_flags
""",
    "async-generator": """
async def words():
    try:
        for word in "abc":
            await asyncio.sleep(0)
            got = yield word
            if got:
                yield got.upper()
    finally:
        await asyncio.sleep(0)
async def main():
    g = words()
    seen = [await anext(g), await g.asend("x"), await anext(g)]
    await g.aclose()
    return seen, await collect(words())
def result():
    return asyncio.run(main())
""",
    "async-throw": """
async def words():
    try:
        yield 1
    except KeyError as error:
        yield place(error)
async def main():
    g = words(); await anext(g)
    return await g.athrow(KeyError("k")), await collect(g)
def result():
    return asyncio.run(main())
""",
    "async-generator-expressions": """
async def words():
    yield 1
    yield 2
async def double(x):
    await asyncio.sleep(0)
    return x * 2
async def main():
    a = await collect(x + 1 async for x in words())
    b = await collect((await double(x)) for x in (1, 2))
    c = await collect(x for x in (1, 2, 3) if await double(x) > 2)
    d = [x async for x in words() if x > 1]
    e = await collect((y, z) for y in (1, 2) for z in await double([y]))
    return a, b, c, d, e
def result():
    return asyncio.run(main())
""",
    "async-raises": """
async def words():
    yield 1
    raise LookupError("out of words")
async def main():
    try:
        return await collect(words())
    except LookupError as error:
        return place(error)
def result():
    return asyncio.run(main())
""",
    "driven-without-a-loop": """
async def words():
    yield 1
    yield 2
def result():
    g = words(); seen = []
    for _ in range(3):
        try:
            g.asend(None).send(None)
        except (StopIteration, StopAsyncIteration) as stop:
            seen.append((type(stop).__name__, stop.args))
    return seen
""",
    "iterator-class": """
class Words:
    \"\"\"A docstring.\"\"\"
    def __init__(self): self.left = ["a", "b"]
    def __iter__(self): return self
    def __next__(self):
        \"\"\"The next.\"\"\"
        def inner():
            return None
        if not self.left:
            raise StopIteration
        return self.left.pop() if inner() is None else inner()
class Odd:
    def __iter__(self): return self
    @staticmethod
    def __next__(): return 1
class Star:
    def __next__(*args): return len(args)
class Silent:
    def __next__(self): pass
def result():
    code = Words.__next__.__code__
    return (list(Words()), next(Odd()), next(Star()), next(Silent()), Words.__next__.__doc__,
            code.co_varnames, code.co_firstlineno, str(inspect.signature(Words.__next__)))
""",
    "iterator-class-raises": """
class Words:
    def __iter__(self): return self
    def __next__(self):
        raise LookupError(
            "none")
def result():
    return steps(Words)
""",
    "async-iterator-class": """
class Words:
    def __init__(self): self.left = [1, 2]
    def __aiter__(self): return self
    async def __anext__(self):
        await asyncio.sleep(0)
        if self.left:
            return self.left.pop()
        raise StopAsyncIteration
def result():
    return asyncio.run(collect(Words()))
""",
    "inspect": """
def plain(a, *, b: int = 1) -> str:
    \"\"\"Yields.\"\"\"
    yield a
async def other():
    yield
async def coroutine(): pass
def result():
    def about(f):
        code = f.__code__
        return (inspect.isgeneratorfunction(f), inspect.isasyncgenfunction(f),
                inspect.iscoroutinefunction(f), str(inspect.signature(f)), f.__doc__, f.__name__,
                f.__qualname__, code.co_flags, code.co_filename, code.co_firstlineno,
                code.co_varnames, code.co_argcount, f.__annotations__)
    g = plain(1)
    before = inspect.getgeneratorstate(g), g.gi_frame.f_lineno
    next(g)
    return [*map(about, (plain, other, coroutine))], before, g.gi_frame.f_lineno, g.gi_yieldfrom
""",
    "lines-while-suspended": """
def g():
    x = 1
    yield (x,
           x)
    for i in range(2):
        yield [
            i
        ]
def result():
    made, lines = g(), []
    for _ in made:
        lines.append(made.gi_frame.f_lineno)
    return lines
""",
    "context-managers": """
log = []
@contextlib.contextmanager
def manager():
    log.append("in")
    try:
        yield "it"
    except KeyError:
        log.append("caught")
    finally:
        log.append("out")
@contextlib.asynccontextmanager
async def other():
    try:
        yield "that"
    finally:
        log.append("async out")
async def main():
    async with other() as it:
        log.append(it)
def result():
    with manager() as it:
        raise KeyError(it)
    with manager():
        pass
    asyncio.run(main())
    return log
""",
    "coroutines-by-hand": """
@types.coroutine
def switch():
    got = yield "switch"
    return got
class Later:
    def __await__(self):
        got = yield "later"
        return got
async def main():
    return await switch(), await Later()
def result():
    c = main()
    seen = [c.send(None), c.send(1)]
    try:
        c.send(2)
    except StopIteration as stop:
        return seen, stop.value
""",
    "futures-in-await": """
class Nap:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "slept"
async def main():
    return await Nap()
def result():
    return asyncio.run(main())
""",
    "stop-iteration-inside": """
def bad():
    yield 1
    raise StopIteration(2)
def result():
    return steps(bad)
""",
    "deep-recursion": """
def walk(n):
    yield n
    if n:
        yield from walk(n - 1)
def nest(n):
    yield n
    if n:
        for item in nest(n - 1):
            yield item
def result():
    return sum(walk(150)), sum(nest(100))
""",
    "doctest": """
def countdown(n):
    \"\"\"Count.

    >>> list(countdown(2))
    [2, 1]
    \"\"\"
    while n:
        yield n
        n -= 1
def result():
    found = doctest.DocTestFinder().find(countdown, globs=globals())
    runner = doctest.DocTestRunner(verbose=False)
    return [tuple(runner.run(test)) for test in found], [test.lineno for test in found]
""",
    "decorators-and-defaults": """
def outer():
    def inner(a=(yield 1), *, b=(yield 2)):
        return a, b
    @(yield 3)
    def wrapped(): return "wrapped"
    class Made((yield 4)): pass
    return inner(), wrapped, Made.__mro__[1]
def result():
    g = outer(); next(g)
    g.send("a"); g.send("b"); g.send(lambda f: f())
    try:
        g.send(int)
    except StopIteration as stop:
        return stop.value
""",
    "token-sources": """
def token_stream(prompt):
    return iter(prompt.split())
async def token_stream_async(prompt):
    return [prompt]
class Named:
    def token_stream(self):
        return (w for w in "ab")
def result():
    alias = functools.partial(token_stream, "a b")
    return list(alias()), asyncio.run(token_stream_async("x")), list(Named().token_stream())
token_stream_lambda = token_stream
""",
    "locals-and-names": """
def outer(a):
    b = 1
    yield sorted(locals())
    yield sorted(n for n in globals() if "given" in n or "asked" in n)
def result():
    return steps(lambda: outer(1)), outer.__code__.co_varnames, outer.__code__.co_consts[:1]
""",
}
if sys.version_info >= (3, 14):
    SNIPPETS["annotations-of-later-names"] = """
import annotationlib
def words(prompt: Prompt, *more: [Piece for _ in range(2)]) -> Pieces:
    text: Prompt = prompt
    yield from text.split()
class Source:
    made: Pieces
    def __next__(self) -> Piece:
        return "a"
class Prompt: ...
class Piece: ...
class Pieces: ...
def result():
    kinds = annotationlib.Format
    seen = [annotationlib.get_annotations(it, format=kinds.STRING) for it in (words, Source)]
    return steps(lambda: words("a b")), words.__annotations__, Source.__annotations__, seen
"""
    SNIPPETS["template-strings"] = """
def words(prompt):
    for part in t"You said: {(yield 'first')!r} {prompt}":
        yield part
def result():
    return [getattr(part, "value", part) for part in words("hi")]
"""


class Listener:
    """Hears everything, and holds nothing."""

    def __init__(self) -> None:
        self.items = 0
        self.heard: list[tuple[str, int, str | None]] = []

    def given(self, source: object) -> None:
        """Count an item."""
        self.items += 1

    def before(self, resume: Resume) -> None:
        """Note who is asked for which item."""
        self.heard.append((resume.source.name, resume.item, resume.text))

    async def before_async(self, resume: Resume) -> None:
        """Note the same of an asynchronous source."""
        self.before(resume)


@pytest.fixture
def sources() -> Iterator[Sources]:
    """Sources that nobody listens to yet, or any more."""
    made = Sources()
    made.install()
    yield made
    made.ignore()


def plainly_compiled(source: str) -> CodeType:
    """Compile as Python does."""
    return compile(source, PATH, "exec", dont_inherit=True)


def instrumented(source: str) -> CodeType:
    """Compile with the hooks; the fallback to the plain code does not count."""
    tree = instrumentation.instrumented(ast.parse(source))
    assert compiled(source.encode(), PATH)
    return compile(tree, PATH, "exec", dont_inherit=True)


def outcome(code: CodeType) -> str:
    """Run a snippet, and return what `result` returns, without addresses."""
    module: dict[str, Any] = {"__name__": "snippet"}
    exec(code, module)
    return repr(module["result"]())


@pytest.mark.parametrize("listening", [False, True], ids=["idle", "listening"])
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_instrumented_code_does_the_same(snippet: str, listening: bool, sources: Sources) -> None:
    source = HEAD + SNIPPETS[snippet]
    expected = outcome(plainly_compiled(source))
    code = instrumented(source)
    if listening:
        sources.listen(Listener())
    assert outcome(code) == expected


# What a listener hears


def heard(source: str, sources: Sources) -> Listener:
    """Run a snippet and return what was heard."""
    code, listener = instrumented(HEAD + source), Listener()
    module: dict[str, Any] = {"__name__": "snippet"}
    exec(code, module)
    sources.listen(listener)
    module["result"]()
    return listener


@pytest.mark.parametrize(
    ("source", "name", "texts"),
    [
        ("def g():\n    yield 'a'\n    yield 'b'\ndef result(): list(g())", "g", ["a", "b"]),
        ("def g():\n    yield from ['a', 'b']\ndef result(): list(g())", "g", ["a", "b"]),
        ("def result(): list(c for c in 'abc')", "<genexpr>", ["a", "b"]),
        ("f = lambda: (yield 'a')\ndef result(): list(f())", "<lambda>", ["a"]),
        (
            "class It:\n    n = 0\n    def __iter__(self): return self\n    def __next__(self):\n"
            "        self.n += 1\n        if self.n > 2: raise StopIteration\n"
            "        return 'x' * self.n\ndef result(): list(It())",
            "It",
            ["x", "xx"],
        ),
        (
            "async def g():\n    yield b'a'\n    yield 'b'\n"
            "def result(): asyncio.run(collect(g()))",
            "g",
            ["a", "b"],
        ),
        (
            "class It:\n    n = 0\n    def __aiter__(self): return self\n"
            "    async def __anext__(self):\n        self.n += 1\n"
            "        if self.n > 2: raise StopAsyncIteration\n        return self.n\n"
            "def result(): asyncio.run(collect(It()))",
            "It",
            [None, None],
        ),
    ],
    ids=["generator", "yield-from", "expression", "lambda", "iterator", "async", "async-iterator"],
)
def test_each_resume_but_the_first_is_heard(
    source: str, name: str, texts: list[str | None], sources: Sources
) -> None:
    expected = [(name, item, text) for item, text in enumerate(texts, start=1)]
    assert heard(source, sources).heard == expected


def test_a_delegated_generator_is_heard_once_as_itself(sources: Sources) -> None:
    source = """
def inner():
    yield "a"
    yield "b"
def outer():
    yield from inner()
    yield "c"
def result(): list(outer())
"""
    told = [(name, item) for name, item, _ in heard(source, sources).heard]
    assert told == [("inner", 1), ("inner", 2), ("outer", 1)]


@pytest.mark.parametrize(
    "source",
    [
        "def token_stream():\n    yield 1",
        "def f():\n    yield 1\ntoken_stream = f",
        "def f(a):\n    yield 1\ntoken_stream = functools.partial(f, 1)",
        "def f():\n    yield 1\ndef token_stream(): return f()",
        "def token_stream(): return (n for n in (1, 2))",
        "token_stream = lambda: (n for n in (1, 2))",
        "def f():\n    yield 1\ndef token_stream():\n    yield from f()",
        "class Model:\n    def __call__(self):\n        yield 1\ntoken_stream = Model()",
        "def d(f):\n    @functools.wraps(f)\n    def w():\n        yield from f()\n    return w\n"
        "@d\ndef token_stream():\n    yield 1",
        "class token_stream:\n    n = 0\n    def __iter__(self): return self\n"
        "    def __next__(self):\n        self.n += 1\n        if self.n > 1: raise StopIteration\n"
        "        return 1",
        "class Words:\n    def __iter__(self):\n        yield 1\ntoken_stream = Words",
        "class Words:\n    def __iter__(self):\n        yield 1\n"
        "def token_stream(): return Words()",
        "class Model:\n    def stream(self):\n        yield 1\ntoken_stream = Model().stream",
    ],
    ids=[
        "function", "alias", "partial", "returns-one", "returns-an-expression", "lambda",
        "delegates", "callable", "decorated", "class",
        "class-alias", "returns-an-object", "method",
    ],
)  # fmt: skip
def test_a_token_source_is_known_under_any_name(source: str, sources: Sources) -> None:
    code, kinds = instrumented(HEAD + source), []
    module = type(ast)("snippet")
    exec(code, vars(module))

    class Kinds(Listener):
        def before(self, resume: Resume) -> None:
            kinds.append(resume.source.kind)

    sources.listen(Kinds(), [module])
    list(module.token_stream())
    assert kinds
    assert set(kinds) == {"token_stream"}


def test_a_list_is_heard_as_made_at_once(sources: Sources) -> None:
    source = "def token_stream(): return ['a', 'b', 'c']\ndef result(): token_stream()"
    assert heard(source, sources).heard == [("list", 1, "a"), ("list", 2, "b")]


def test_nothing_is_heard_of_other_generators(sources: Sources) -> None:
    source = (
        "@types.coroutine\ndef f():\n    yield\ndef result():\n    return list(f()), map(str, 'ab')"
    )
    assert heard(source, sources).heard == []


# How it is compiled


def test_a_syntax_error_is_the_plain_one() -> None:
    for source in ("def f(:", "return 1", "x = 1\n  y = 2", "def f():\n  yield 1 = 2", "'\n"):
        with pytest.raises(SyntaxError) as plain:
            plainly_compiled(source)
        with pytest.raises(SyntaxError) as ours:
            compiled(source.encode(), PATH)
        assert ours.value.args == plain.value.args


def test_what_cannot_be_instrumented_is_compiled_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tree: object) -> None:
        raise RecursionError

    monkeypatch.setattr(instrumentation, "instrumented", fail)
    code = compiled(b"def result():\n    return [*(n for n in 'ab')]", PATH)
    assert code == plainly_compiled("def result():\n    return [*(n for n in 'ab')]")


@pytest.mark.parametrize(
    "source",
    [
        b"def f():\n    yield 1\n" + b"#" * instrumentation.LARGEST,
        ("x = " + "+".join(["1.5"] * 900)).encode(),
        b"# coding: latin-1\nx = '\xe9'\n",
        b"\xef\xbb\xbfx = 1\n",
        b"from __future__ import annotations\ndef f(x: Missing): yield\n",
    ],
    ids=["huge", "deep", "latin-1", "byte-order-mark", "future"],
)
def test_whatever_python_compiles_is_compiled(source: bytes) -> None:
    expected: dict[str, Any] = {}
    got: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, PATH, "exec", dont_inherit=True), expected)
        exec(compiled(source, PATH), got)
    assert got.get("x") == expected.get("x")


def test_a_hook_has_no_name_that_can_be_spelled(sources: Sources) -> None:
    hooks = [getattr(instrumentation, name) for name in vars(instrumentation) if name.isupper()]
    spelled = [hook for hook in hooks if isinstance(hook, str) and hook.isidentifier()]
    assert not spelled
    exported: dict[str, Callable[..., Any]] = {}
    exec("from builtins import *", exported)
    assert not {hook for hook in hooks if isinstance(hook, str)} & {*exported}
    assert instrumentation.GIVEN in vars(builtins)
