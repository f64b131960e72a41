"""Utterances to clips: order, cache, workers, and what happens when an engine fails."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import faulty
import pytest

from audiofic import engines
from audiofic.audio import Clip
from audiofic.cache import ClipCache, contents
from audiofic.engines import Engine, Voice
from audiofic.errors import CacheError, EngineError
from audiofic.synthesize import Spoken, Synthesizer, Utterance, this_machine
from audiofic.synthesize.synthesizer import AHEAD, HOPELESS, WAITING, clip_key

FAULTY = Voice("faulty", "tone-200")
TONE = Voice("tone", "tone-200")
SHARED = Voice("shared", "tone-200")


def utterance(text: str, voice: Voice = FAULTY) -> Utterance:
    return Utterance(text, voice, "1.2.3", f"“{text}”")


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FAULTY_LOG", str(tmp_path / "log"))
    return tmp_path / "log"


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "cache")


def synthesizer(cache: ClipCache, jobs: int = 1, timeout: float = 60.0) -> Synthesizer:
    return Synthesizer(cache, jobs, faulty.load, partial(this_machine, timeout=timeout))


def speak(cache: ClipCache, *texts: str, voice: Voice = FAULTY, jobs: int = 1, timeout: float = 60.0) -> list[Spoken]:
    with synthesizer(cache, jobs, timeout) as using:
        return list(using.synthesize(utterance(text, voice) for text in texts))


def test_clips_come_in_reading_order(cache: ClipCache) -> None:
    texts = [f"slow {n}" if n % 5 == 0 else f"quick {n}" for n in range(20)]
    spoken = speak(cache, *texts, jobs=2)
    assert [item.utterance.text for item in spoken] == texts
    assert all(item.clip and item.error is None and not item.cached for item in spoken)


def test_what_was_spoken_once_is_never_spoken_again(cache: ClipCache, log: Path) -> None:
    first = speak(cache, "Yes.", "No.", "Yes.", "Perhaps.")
    assert [item.cached for item in first] == [False, False, True, False]
    assert sorted(log.read_text().split()) == ["No.", "Perhaps.", "Yes."]
    again = speak(cache, "Yes.", "No.", "Yes.", "Perhaps.")
    assert [item.clip for item in again] == [item.clip for item in first]
    assert all(item.cached for item in again)
    assert len(log.read_text().split()) == 3


def test_a_build_from_the_cache_starts_no_process_and_no_engine(cache: ClipCache) -> None:
    speak(cache, "One.", "Two.")
    with synthesizer(cache) as using:
        spoken = list(using.synthesize([utterance("One."), utterance("Two.")]))
        assert multiprocessing.active_children() == []
    assert all(item.cached for item in spoken)


def test_the_look_ahead_is_bounded(cache: ClipCache) -> None:
    """So memory does not grow with the story: no more is taken from the story than AHEAD for each job."""
    taken = 0

    def story() -> Iterator[Utterance]:
        nonlocal taken
        for n in range(100):
            taken += 1
            yield utterance(f"Line {n}.", SHARED)

    with synthesizer(cache, jobs=2) as using:
        for given, _ in enumerate(using.synthesize(story()), start=1):
            assert taken - given <= 2 * AHEAD
    assert taken == 100


@pytest.mark.parametrize(("jobs", "chapters", "most"), [(2, 2, AHEAD), (20, 1, 20 + WAITING)])
def test_the_look_ahead_is_shared_and_has_an_end(
    cache: ClipCache, log: Path, jobs: int, chapters: int, most: int
) -> None:
    """Clips that wait for the slow one in front take memory."""
    taken = 0

    def story() -> Iterator[Utterance]:
        nonlocal taken
        yield utterance("hold on", SHARED)
        for taken in range(2, 500):
            yield utterance(f"Line {taken}.", SHARED)

    def release() -> None:
        with log.open("a") as file:
            file.write("go\n")

    with synthesizer(cache, jobs) as using, ExitStack() as others:
        for number in range(1, chapters):
            other = using.synthesize([utterance(f"Other {number}.", SHARED), utterance("hold on", SHARED)])
            next(others.enter_context(closing(other)))
        timer = threading.Timer(1.0, release)
        timer.start()
        next(others.enter_context(closing(using.synthesize(story()))))
        assert taken <= most + 1
        timer.join()


def test_what_is_ready_is_given_out_at_once(cache: ClipCache) -> None:
    """The first sound of a story does not wait for the look-ahead to be filled."""
    speak(cache, "First.")
    story = iter([utterance("First."), utterance("Second.")])
    with synthesizer(cache) as using, closing(using.synthesize(story)) as stream:
        assert next(stream).utterance.text == "First."
        assert next(story).text == "Second."


def test_closing_early_keeps_what_is_done_and_begins_no_more(cache: ClipCache, log: Path) -> None:
    with synthesizer(cache) as using:
        with closing(using.synthesize(utterance(f"slow {n}") for n in range(50))) as stream:
            next(stream)
        begun = len(log.read_text().splitlines())
    assert len(log.read_text().splitlines()) <= begun + 1
    assert contents(cache.folder).clips >= 1
    assert multiprocessing.active_children() == []


def test_closing_early_keeps_what_was_done_ahead(cache: ClipCache, log: Path) -> None:
    def story() -> Iterator[Utterance]:
        yield utterance("hold on", SHARED)
        yield from (utterance(f"Line {n}.", SHARED) for n in range(1, AHEAD))
        with log.open("a") as file:
            file.write("go\n")

    with synthesizer(cache) as using:
        with closing(using.synthesize(story())) as stream:
            next(stream)
            while "Line 4." not in log.read_text():  # when the fourth has begun, three are done
                time.sleep(0.01)
        assert contents(cache.folder).clips >= 4


def test_what_several_chapters_ask_for_at_once_is_spoken_once(cache: ClipCache, log: Path) -> None:
    texts = [f"Line {n}." for n in range(30)]
    with synthesizer(cache, jobs=2) as using, ThreadPoolExecutor(4) as chapters:

        def chapter(_: int) -> list[Spoken]:
            return list(using.synthesize(utterance(text, SHARED) for text in texts))

        spoken = list(chapters.map(chapter, range(4)))
    assert sorted(log.read_text().splitlines()) == sorted(texts)
    for every in zip(*spoken, strict=True):
        assert len({item.clip for item in every}) == 1
        assert sum(not item.cached for item in every) == 1


def test_when_all_is_over_nothing_more_is_begun(cache: ClipCache, log: Path) -> None:
    """A chapter of a build that was stopped may not have noticed yet."""
    with synthesizer(cache) as using:
        late = using.synthesize([utterance("Late.", SHARED)])
    with pytest.raises(CancelledError):
        next(late)
    assert not log.exists()


def test_several_engines_in_one_story(cache: ClipCache) -> None:
    voices = [FAULTY, TONE, SHARED, FAULTY]
    with synthesizer(cache) as using:
        spoken = list(using.synthesize(utterance("The same words.", voice) for voice in voices))
        assert using.sample_rate("tone") == 16000
    assert len({item.clip for item in spoken}) == 1
    assert [item.cached for item in spoken] == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("crash here", "SIGSEGV"),
        ("refuse this", "this it does not say"),
        ("bug found", "ZeroDivisionError: a mistake in the engine"),
        ("silent night", "only silence came of it"),
        ("short of a few of its words, that much is sure", "seconds came of its 11 words"),
    ],
)
def test_a_failing_utterance_is_tried_three_times_then_reported(
    cache: ClipCache, log: Path, text: str, told: str
) -> None:
    before, failed, after = speak(cache, "Before.", text, "After.")
    assert before.clip
    assert after.clip
    assert failed.clip is None
    assert failed.error is not None
    assert failed.error.startswith(f"““{text}”” (line 1.2.3) cannot be spoken by faulty as tone-200: ")
    assert told in failed.error
    assert log.read_text().splitlines().count(text) == 3


def test_one_that_hangs_is_stopped_and_reported(cache: ClipCache, log: Path) -> None:
    spoken = speak(cache, "Before.", "hang on", "After.", timeout=1.5)
    assert [item.clip is not None for item in spoken] == [True, False, True]
    assert "it took more than 1.5 seconds" in str(spoken[1].error)
    assert log.read_text().splitlines().count("hang on") == 3


def test_one_that_fails_once_is_spoken(cache: ClipCache, log: Path) -> None:
    spoken = speak(cache, "crash-once please", "After.")
    assert all(item.clip and item.error is None for item in spoken)
    assert log.read_text().splitlines().count("crash-once please") == 2


def test_the_same_failure_is_not_tried_for_every_line(cache: ClipCache, log: Path) -> None:
    spoken = speak(cache, "Fine.", *["refuse this"] * 40)
    assert sum(item.error is not None for item in spoken) == 40
    assert log.read_text().splitlines().count("refuse this") == 3


def test_failures_are_tried_again_by_the_next_build(cache: ClipCache, log: Path) -> None:
    for _ in range(2):
        speak(cache, "Fine.", "refuse this")
    assert log.read_text().splitlines().count("refuse this") == 6


def test_an_engine_that_cannot_speak_at_all_ends_it(cache: ClipCache) -> None:
    with pytest.raises(EngineError, match="its library is missing; install it"):
        speak(cache, "One.", "Two.", voice=Voice("missing", "tone-200"))
    with pytest.raises(EngineError, match="there is no engine 'telepathy'"), Synthesizer(cache, 1) as using:
        list(using.synthesize([utterance("One.", Voice("telepathy", "any"))]))


def test_an_engine_that_fails_at_everything_ends_it(cache: ClipCache) -> None:
    with pytest.raises(EngineError, match=r"does not speak here, whatever the text.*this it does not say"):
        speak(cache, *(f"refuse {n}" for n in range(50)), voice=SHARED)


def test_an_engine_that_has_spoken_goes_on_whatever_fails(cache: ClipCache) -> None:
    refused = [utterance(f"refuse {n}", SHARED) for n in range(2 * HOPELESS)]
    with synthesizer(cache) as using:
        spoken = list(using.synthesize([utterance("Fine.", SHARED), *refused, utterance("refuse too", FAULTY)]))
    assert sum(item.error is not None for item in spoken) == 2 * HOPELESS + 1


def test_an_engine_that_has_spoken_in_an_earlier_build_goes_on_too(cache: ClipCache, log: Path) -> None:
    """All that is left to speak is what failed then, too: the engine is asked for what it has said."""
    texts = ["Fine.", *(f"refuse {n}" for n in range(2 * HOPELESS))]
    for _ in range(2):
        spoken = speak(cache, *texts, voice=SHARED)
        assert sum(item.error is not None for item in spoken) == 2 * HOPELESS
    assert log.read_text().splitlines().count("Fine.") == 2


def test_an_engine_that_no_longer_says_what_it_has_said_ends_it(cache: ClipCache) -> None:
    known = utterance("refuse me", SHARED)
    with synthesizer(cache) as using:
        cache.put(using.key(known), Clip(bytes(2000), 16000))
        with pytest.raises(EngineError, match="does not speak here"):
            list(using.synthesize([known, *(utterance(f"refuse {n}", SHARED) for n in range(50))]))


def test_a_cache_that_keeps_nothing_ends_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CacheError):
        speak(ClipCache(tmp_path / "file"), "One.", voice=SHARED)


def test_a_damaged_clip_is_spoken_again(cache: ClipCache, log: Path) -> None:
    (first,) = speak(cache, "One.")
    (file,) = cache.folder.rglob("*.wav")
    file.write_bytes(file.read_bytes()[:-100])
    (again,) = speak(cache, "One.")
    assert again.clip == first.clip
    assert not again.cached
    assert log.read_text().split() == ["One.", "One."]


def test_the_key_has_all_that_changes_the_sound_and_nothing_else() -> None:
    base = Utterance("Words.", Voice("tone", "tone-200", rate=175, pitch=50, speed=1.0), "1.1.1", "“Words.”")
    same = [replace(base, line="9.9.9"), replace(base, written="Words!")]
    same.append(replace(base, voice=replace(base.voice, speed=1)))
    assert {clip_key(other, "1") for other in same} == {clip_key(base, "1")}
    voices = [("name", "tone-210"), ("engine", "other"), ("rate", 180), ("rate", None), ("pitch", 60), ("speed", 1.1)]
    others = [replace(base, voice=replace(base.voice, **{field: value})) for field, value in voices]
    others.append(replace(base, text="Word."))
    keys = {clip_key(base, "1"), clip_key(base, "2"), *(clip_key(other, "1") for other in others)}
    assert len(keys) == 2 + len(others)
    assert all(len(key) == 64 and int(key, 16) for key in keys)


def test_a_real_engine_in_its_own_process(cache: ClipCache) -> None:
    engine: Engine = engines.load("pyttsx3")
    voices = [Voice("pyttsx3", fact.name) for fact in engine.voices()[:2]]
    with Synthesizer(cache, 2) as using:
        spoken = list(using.synthesize(utterance("It was a quiet night.", voice) for voice in voices * 2))
    assert [item.cached for item in spoken] == [False, False, True, True]
    assert all(item.clip and 0.8 < item.clip.seconds < 3 for item in spoken)
