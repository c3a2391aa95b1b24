"""Stage 1: a generator that yields one token at a time.

The grader calls `token_stream(prompt)` with the lesson's prompt, with prompts that are hard to get
right, and twice at once, and looks at each value that comes out.
"""

from __future__ import annotations

from graders.errors import CheckFailed
from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.advice import failure_by
from graders.judge.checks import check
from graders.judge.compare import same_text, same_tokens
from graders.judge.expected_output import in_chunks
from graders.lesson import (
    LESSON_PROMPT,
    hard_prompts,
    reply,
    reply_tokens,
)
from graders.result import Expectation
from graders.text import show
from graders.transcript import Call, Token, Transcript

EXERCISE = Exercise(
    "stage1_generator",
    "A generator of tokens",
    role="generator",
    name="token_stream",
    source="token_stream",
)


async def record(rig: Rig) -> None:
    """Call the generator function and take its tokens."""
    async with rig.generator() as generator:
        await generator.take_all(LESSON_PROMPT, name="lesson", limit=_enough(LESSON_PROMPT))
        prompts = hard_prompts(rig.random)
        await generator.call(prompts["several words"], name="one of two")
        await generator.call(LESSON_PROMPT, name="other of two")
        for _ in range(_enough(prompts["several words"])):
            await generator.take("one of two", 1)
            await generator.take("other of two", 1)
        prompts["more than a thousand words"] = " ".join(
            prompts["several words"].split()[:1] * 1_500
        )
        for kind, prompt in prompts.items():
            await generator.take_all(prompt, name=f"prompt: {kind}", limit=_enough(prompt))


def expected(transcript: Transcript) -> dict[str, Expectation]:
    """Return the tokens of each call's reply."""
    return {name: in_chunks(reply_tokens(call.prompt)) for name, call in transcript.calls.items()}


def _enough(prompt: str) -> int:
    """More tokens than there should be, so that surplus ones are seen."""
    return len(reply_tokens(prompt)) + 3


def _some_tokens(transcript: Transcript) -> list[Token]:
    tokens = require.call(transcript, "lesson", whole=False).tokens
    if not tokens:
        raise CheckFailed("tokens", "not a single one", f"prompt {show(LESSON_PROMPT)}")
    return tokens


@check("stage1.defined", points=1)
def test_defined(transcript: Transcript) -> None:
    """defines a function token_stream(prompt)

    The file must load, and token_stream must be a function that takes the prompt.
    """
    require.ready(transcript, "a file with a function token_stream(prompt)")
    problem = transcript.calls["lesson"].problem if "lesson" in transcript.calls else None
    if problem is not None and problem.where is None and "TypeError" in problem.message:
        raise CheckFailed("a function that takes the prompt", problem.message)


@check("stage1.lazy", points=2, after="stage1.defined")
def test_lazy(transcript: Transcript) -> None:
    """gives its tokens lazily: an iterator, not a finished list

    Use yield inside the loop; a list, or iter() of one, is complete before the first token is out.
    """
    call = require.call(transcript, "lesson", whole=False)
    if call.asynchronous or not call.iterable:
        advice = "In stage 1 this is a plain def with yield; async comes in stage 3."
        if call.type == "NoneType":
            advice = "It has come to its end and returned nothing; yield hands a token over."
        raise CheckFailed(
            "something a for loop can go through", f"a value of type {call.type}", advice=advice
        )
    if call.finished:
        raise CheckFailed("a lazy iterator", f"a finished {call.type}")


@check("stage1.plain-str", points=1, after="stage1.lazy")
def test_plain_str(transcript: Transcript) -> None:
    """yields plain strings

    Each token is a str; not bytes, not a list, not a number.
    """
    for number, token in enumerate(_some_tokens(transcript)):
        if token.type != "str":
            raise CheckFailed("a str", f"a {token.type}: {show(token.text)}", f"token {number + 1}")


@check("stage1.word-and-space", points=1, after="stage1.plain-str")
def test_word_and_space(transcript: Transcript) -> None:
    """makes each token one word and one space

    Split the reply into words with split(), and add one space to each.
    """
    for number, token in enumerate(_some_tokens(transcript)):
        if token.text != token.text.strip() + " " or len(token.text.split()) != 1:
            raise CheckFailed("one word and one space", show(token.text), f"token {number + 1}")


@check("stage1.lesson-prompt", points=1, after="stage1.word-and-space")
def test_lesson_prompt(transcript: Transcript) -> None:
    """yields the lesson's eight tokens for the prompt "hi"

    The reply is: You said: {prompt}. Here is a streamed answer.
    """
    same_tokens(require.call(transcript, "lesson"))


@check("stage1.joined", points=1, after="stage1.plain-str")
def test_joined(transcript: Transcript) -> None:
    """gives the whole reply when its tokens are joined

    Nothing may be lost between the tokens, and nothing added.
    """
    call = require.call(transcript, "lesson")
    same_text("".join(token.text for token in call.tokens), reply(call.prompt), "the joined tokens")


@check("stage1.any-prompt", points=2, after="stage1.lesson-prompt")
def test_any_prompt(transcript: Transcript) -> None:
    """yields the right tokens for any other prompt too

    Put the prompt into the reply first and split the whole reply: split() takes care of every
    run of spaces, tabs and newlines.
    """
    for name in [name for name in transcript.calls if name.startswith("prompt: ")]:
        same_tokens(require.call(transcript, name))
    if transcript.problem is not None:
        raise failure_by(transcript.problem, "tokens for every prompt")


@check("stage1.independent", points=1, after="stage1.lesson-prompt")
def test_independent(transcript: Transcript) -> None:
    """keeps two streams apart that are read in turns

    Keep everything in local variables: a global would be shared by all streams.
    """
    same_tokens(require.call(transcript, "one of two"))
    same_tokens(require.call(transcript, "other of two"))


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    call = transcript.calls.get("lesson")
    if call is None or call.type is None:
        return None
    texts = [token.text for token in call.tokens]
    if call.type == "coroutine" or call.asynchronous:
        return "token_stream is async: an async def is for stage 3, here a plain def yields."
    if call.type == "function":
        return "token_stream returns a function: call it, so that its generator is returned."
    if call.type == "NoneType":
        return "token_stream returns nothing: the tokens are printed or dropped, not yielded."
    if call.type == "str":
        return "token_stream returns the whole reply as one string; yield its words instead."
    if call.finished:
        return f"A finished {call.type} is built and returned, where each token should be yielded."
    if texts == [reply(LESSON_PROMPT)] or texts == [reply(LESSON_PROMPT).strip()]:
        return "The whole reply is yielded as one token; split it into words and yield each."
    if texts and all(len(text) == 1 for text in texts):
        return "The reply is yielded character by character: loop over its words, reply.split()."
    if texts == [token.strip() for token in reply_tokens(LESSON_PROMPT)]:
        return "The space after each word is missing, so the words run together when joined."
    if call.more:
        return "The tokens do not end after the last word of the reply."
    if texts == reply_tokens(LESSON_PROMPT):
        return _diagnose_other_prompts(transcript)
    return None


def _diagnose_other_prompts(transcript: Transcript) -> str | None:
    texts = {name: [t.text for t in call.tokens] for name, call in transcript.calls.items()}
    if texts.get("prompt: several words") == reply_tokens(LESSON_PROMPT):
        return 'The prompt is ignored: the reply is always the one for "hi".'
    if texts.get("prompt: empty", [])[:8] == reply_tokens(LESSON_PROMPT):
        return (
            "The words of an earlier call are kept: a global, or a default such as [], is shared."
        )
    if texts.get("other of two") == [] and any(map(_goes_on, transcript.calls.values())):
        return "A call goes on where an earlier one stopped: what counts the words is shared."
    if texts.get("other of two") == []:
        return "A generator is handed out again that is used up; make a new one in each call."
    if texts.get("prompt: empty") == []:
        return "An empty prompt is no reason to say nothing: the reply has its other words."
    alone, in_turns = texts.get("prompt: several words"), texts.get("one of two")
    if alone == reply_tokens(transcript.calls["one of two"].prompt) != in_turns:
        return "Streams that are read in turns take each other's words: they share a global."
    white_space = texts.get("prompt: white space", [])
    if " " in white_space or any("\n" in token or "\t" in token for token in white_space):
        return 'The reply is split at single spaces; split() without " " handles every white space.'
    return None


def _goes_on(call: Call) -> bool:
    """Whether a call gave the end of its reply alone."""
    texts, whole = [token.text for token in call.tokens], reply_tokens(call.prompt)
    return 0 < len(texts) < len(whole) and whole[-len(texts) :] == texts


HINTS = (
    """
    A function with yield in it is a generator. Each yield hands one value to the caller, and the
    function stands still there until the caller asks for the next. So what you need first is
    something to loop over: the words of the sentence, one after the other.
    """,
    """
    Build the whole sentence with the prompt in it, and cut it with split(). Without an argument,
    split() cuts wherever there is white space, however much of it, and never makes an empty word.
    It takes the spaces away, so each word needs one again. A list of all tokens is not asked for:
    yield inside the loop hands them over one at a time.

    Lesson: stage 1, "A Generator That Yields One Token at a Time".

    https://docs.python.org/3/howto/functional.html#generators
    https://docs.python.org/3/library/stdtypes.html#str.split
    """,
    """
    In place of the raise and of the yield below it, with the three dots filled in:

        sentence = f"You said: ..."      # as the contract has it, {prompt} included
        for word in ...:                 # the words that split() makes of it
            yield ...                    # the word and one space
    """,
)
