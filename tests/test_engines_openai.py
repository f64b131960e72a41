"""The engine openai, against a real server on loopback that also misbehaves."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speech_server import SECONDS_A_CHARACTER, VOICES, SpeechServer, running

from audiofic import engines, yamlfiles
from audiofic.audio import Clip, encoder
from audiofic.cache import ClipCache
from audiofic.engines import Voice, server
from audiofic.engines.openai import OpenAIEngine
from audiofic.errors import EngineError, UtteranceError, VoicesError
from audiofic.synthesize import Synthesizer, Utterance
from audiofic.voices import read_voices
from audiofic.voices.enginesettings import OpenAISettings

LONG = "It rained all night, and in the morning the river had come over the meadows as far as the mill."
KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "KEY", "MODEL"):
        monkeypatch.delenv(f"AUDIOFIC_OPENAI_{name}", raising=False)
    monkeypatch.setattr(server, "BACKOFF", 0.001)


@pytest.fixture
def speech() -> Iterator[SpeechServer]:
    with running() as speech:
        yield speech


@pytest.fixture
def engine(speech: SpeechServer) -> OpenAIEngine:
    return OpenAIEngine(url=speech.url, model="kokoro", timeout=20)


def say(engine: OpenAIEngine, text: str = LONG, name: str = "af_heart", **settings: float) -> Clip:
    return engine.synthesize(text, Voice("openai", name, **settings))  # type: ignore[arg-type]


# --- what every engine must do


def test_it_speaks(engine: OpenAIEngine, speech: SpeechServer) -> None:
    clip = say(engine)
    assert clip.rate == engine.sample_rate
    assert clip.seconds == pytest.approx(len(LONG) * SECONDS_A_CHARACTER, abs=0.01)
    asked = {"model": "kokoro", "input": LONG, "voice": "af_heart", "response_format": "wav"}
    assert speech.requests == [asked | {"normalization_options": {"normalize": False}}]
    assert say(engine) == clip != say(engine, name="am_puck")


def test_rate_and_speed_set_the_length(engine: OpenAIEngine, speech: SpeechServer) -> None:
    assert say(engine, rate=350).seconds == pytest.approx(say(engine).seconds / 2, rel=0.02)
    assert say(engine, rate=100, speed=2.0).seconds == pytest.approx(say(engine, rate=200).seconds, rel=0.02)
    assert speech.requests[0]["speed"] == 2
    with pytest.raises(UtteranceError, match=r"the pace 5\.71 is out of the server's range, 0\.25 to 4\.0"):
        say(engine, rate=500, speed=2.0)


def test_voices_are_the_servers_own(engine: OpenAIEngine) -> None:
    assert [(voice.name, voice.language, voice.pronoun) for voice in engine.voices()] == [
        ("af_heart", "en-US", "she"),
        ("af_bella", "en-US", "she"),
        ("am_puck", "en-US", "he"),
        ("bm_George", "en-GB", "he"),
        ("Narrator", "", "they"),
    ]
    assert [engine.resolve(name) for name in VOICES] == list(VOICES)
    assert engine.resolve(" BM_GEORGE ") == "bm_George"
    assert engine.resolve("AF_heart(2)+af_Bella(0.5)") == "af_heart(2)+af_bella(0.5)"
    with pytest.raises(LookupError) as caught:
        engine.resolve("af_hearts")
    assert caught.value.args[0] == "af_heart"
    for name in ("", "af_heart+", "af_heart+nobody"):
        with pytest.raises(LookupError):
            engine.resolve(name)


@pytest.mark.parametrize(
    "listed",
    [
        {"voices": [{"id": "tara"}, {"voice_id": "leo"}, {"name": "zoe"}]},
        {"data": ["tara", "leo", "zoe", "", 7, None, "\x1b[31m"]},
        ["tara", "leo", "zoe", "tara", "x" * 200],
    ],
)
def test_lists_of_voices_come_in_many_shapes(speech: SpeechServer, engine: OpenAIEngine, listed: object) -> None:
    speech.listed = listed
    assert {voice.name: voice.pronoun for voice in engine.voices()} == {"tara": "she", "leo": "he", "zoe": "she"}


@pytest.mark.parametrize("listed", [None, b"<html>", b"[" * 100_000, {"voices": 3}, 17])
def test_without_a_list_any_name_will_do(speech: SpeechServer, engine: OpenAIEngine, listed: object) -> None:
    speech.listed = listed
    assert {voice.pronoun for voice in engine.voices()} == {"she", "he", "they"}
    assert engine.resolve(" My Clone ") == "My Clone"
    with pytest.raises(LookupError):
        engine.resolve(" ")
    assert engine.check().works


def test_an_unknown_voice_does_not_speak(engine: OpenAIEngine, speech: SpeechServer) -> None:
    with pytest.raises(UtteranceError, match="has no voice 'no-such-voice'"):
        say(engine, name="no-such-voice")
    assert not speech.requests


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_text_is_refused(engine: OpenAIEngine, text: str) -> None:
    with pytest.raises(UtteranceError, match="nothing to say"):
        say(engine, text)


def test_odd_texts_are_spoken_all_the_same(engine: OpenAIEngine, speech: SpeechServer) -> None:
    for text in ("a", "Null\x00byte, \x1b[31m, and \ud83d alone.", "Zażółć — 你好 👋🏽", "%s %n {0} \\"):
        assert say(engine, text).seconds > 0.02
    assert say(engine, "x" * 9000).seconds == pytest.approx(270, abs=0.1)
    assert [len(asked["input"]) for asked in speech.requests[-3:]] == [4000, 4000, 1000]


@pytest.mark.parametrize("rate", [22050, 44100, 48000])
def test_sound_of_any_rate_is_brought_to_one(speech: SpeechServer, engine: OpenAIEngine, rate: int) -> None:
    speech.rate, speech.streams = rate, rate != 22050
    assert say(engine).seconds == pytest.approx(len(LONG) * SECONDS_A_CHARACTER, abs=0.01)
    assert say(engine).rate == 24000


def test_check_and_version(engine: OpenAIEngine, speech: SpeechServer) -> None:
    health = engine.check()
    assert (health.works, health.message) == (
        True,
        f"127.0.0.1:{speech.server_port}, model kokoro, 5 voices",
    )
    assert engine.version() == f"127.0.0.1:{speech.server_port} kokoro"


# --- servers that misbehave


@pytest.mark.parametrize(
    "fault",
    [
        "busy",
        "dated",
        "broken",
        "cut",
        "headless",
        "chunks",
        "close",
        "garbage",
        "unreadable",
        "page",
        "nothing",
        "mute",
    ],
)
def test_a_passing_fault_is_waited_out(engine: OpenAIEngine, speech: SpeechServer, fault: str) -> None:
    text = f"{fault}-2. {LONG}"
    assert say(engine, text).seconds == pytest.approx(len(text) * SECONDS_A_CHARACTER, abs=0.01)
    assert speech.counts[text] == 3


@pytest.mark.parametrize(
    ("fault", "kind", "told"),
    [
        ("busy", EngineError, r"takes no more requests \(429\): Rate limit reached; set requests_per_minute lower"),
        ("broken", UtteranceError, r"failed \(500\): Internal Server Error$"),
        ("dated", UtteranceError, r"failed \(503\): Overloaded$"),
        ("undated", UtteranceError, r"failed \(503\): Overloaded$"),
        ("cut", UtteranceError, r"broke off its answer \(\d+ bytes are missing\)$"),
        ("headless", UtteranceError, r"broke off its answer \(\d+ bytes are missing\)$"),
        ("chunks", UtteranceError, r"broke off its answer \(IncompleteRead"),
        ("close", UtteranceError, "broke off its answer"),
        ("garbage", UtteranceError, "sent what is no sound$"),
        ("list", UtteranceError, "sent what is no sound$"),
        ("unreadable", UtteranceError, "sent sound that cannot be read$"),
        ("nothing", UtteranceError, "sent nothing$"),
        ("mute", UtteranceError, "sent sound of no length$"),
        ("page", UtteranceError, "sent text/html instead of sound: Sign in to Wi-Fi$"),
    ],
)
def test_a_lasting_fault_is_told(
    engine: OpenAIEngine, speech: SpeechServer, fault: str, kind: type[EngineError], told: str
) -> None:
    with pytest.raises(kind, match=told) as caught:
        say(engine, f"{fault}. {LONG}")
    assert type(caught.value) is kind
    assert str(caught.value).startswith(f"the speech server 127.0.0.1:{speech.server_port} ")
    assert len(speech.requests) == server.TRIES


@pytest.mark.parametrize(
    ("fault", "kind", "told"),
    [
        ("later", EngineError, "asks to wait for 3600 seconds: You exceeded your current quota"),
        ("refuse", UtteranceError, r"refuses this \(422\): input too odd$"),
        ("elsewhere", EngineError, "sends elsewhere, to 'http://192.0.2.1/v1/audio/speech'"),
    ],
)
def test_what_no_patience_mends_is_told_at_once(
    engine: OpenAIEngine, speech: SpeechServer, fault: str, kind: type[EngineError], told: str
) -> None:
    with pytest.raises(kind, match=told):
        say(engine, f"{fault}. {LONG}")
    assert len(speech.requests) == 1


@pytest.mark.parametrize("fault", ["hang", "drip", "dripping"])
def test_an_answer_takes_no_longer_than_allowed(
    speech: SpeechServer, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "TRIES", 2)
    engine = OpenAIEngine(url=speech.url, timeout=0.3)
    with pytest.raises(UtteranceError, match=r"took more than 0\.3 seconds$"):
        say(engine, f"{fault}. {LONG}")
    assert say(engine, f"{fault}-1. {LONG}").seconds > 1


def test_more_than_can_be_is_not_taken(
    engine: OpenAIEngine, speech: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MAX_BYTES", 1000)
    with pytest.raises(UtteranceError, match="larger than 0 MB"):
        say(engine)
    assert len(speech.requests) == 1


def test_a_line_waits_for_a_slow_server_twice_at_most(speech: SpeechServer) -> None:
    with pytest.raises(UtteranceError, match=r"took more than 0\.3 seconds$"):
        say(OpenAIEngine(url=speech.url, timeout=0.3), f"drip. {LONG}")
    assert len(speech.requests) == 2


def test_sound_whose_header_lies_is_refused(speech: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "TRIES", 1)
    with pytest.raises(UtteranceError, match="1 samples a second"):
        say(OpenAIEngine(url=speech.url), f"seldom. {LONG}")


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with running() as speech:
        url = speech.url
    engine = OpenAIEngine(url=url)
    with pytest.raises(EngineError, match=r"does not answer \(Connection refused\); start it, or mend its url"):
        engine.voices()
    health = engine.check()
    assert not health.works
    assert health.message.startswith("the speech server 127.0.0.1:")


def test_a_path_that_is_not_there(speech: SpeechServer) -> None:
    engine = OpenAIEngine(url=speech.url + "/api/")
    with pytest.raises(EngineError, match=r"there is no /audio/speech on the server .*: mend its url; Not Found"):
        say(engine)


# --- limits


def test_requests_keep_to_their_rate(speech: SpeechServer) -> None:
    speech.listed = None
    engine = OpenAIEngine(url=speech.url, requests_per_minute=600)
    engine.voices()
    for _ in range(4):
        say(engine)
    # Requests leave a tenth of a second apart; how long they are under way is the machine's affair.
    assert speech.times[-1] - speech.times[0] > 0.2


def test_a_pause_that_the_server_asks_for_holds_for_all() -> None:
    gate = server.Gate(None)
    gate.wait()
    begun = time.monotonic()
    gate.close(0.1)
    gate.wait()
    assert time.monotonic() - begun >= 0.1


# --- keys and addresses


def test_a_key_goes_to_the_server_of_the_environment_alone(
    speech: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOFIC_OPENAI_KEY", KEY)
    say(OpenAIEngine(url=speech.url))
    monkeypatch.setenv("AUDIOFIC_OPENAI_URL", speech.url.replace("127.0.0.1", "localhost"))
    say(OpenAIEngine(url=speech.url))
    monkeypatch.setenv("AUDIOFIC_OPENAI_URL", speech.url)
    say(OpenAIEngine(url=speech.url + "/"))
    say(OpenAIEngine())
    assert speech.keys == [None, None, f"Bearer {KEY}", f"Bearer {KEY}"]


def test_a_wrong_key_is_told_without_it(speech: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    speech.wanted_key = "another"
    monkeypatch.setenv("AUDIOFIC_OPENAI_KEY", KEY)
    monkeypatch.setenv("AUDIOFIC_OPENAI_URL", speech.url)
    for speak in (say, OpenAIEngine.voices):
        with pytest.raises(
            EngineError, match=r"lets us not in \(401: Incorrect API key .*set AUDIOFIC_OPENAI_KEY"
        ) as caught:
            speak(OpenAIEngine())
        assert KEY not in str(caught.value)
        assert "\x1b" not in str(caught.value)
    health = OpenAIEngine().check()
    assert not health.works
    assert KEY not in health.message


@pytest.mark.parametrize("key", ["sk-one two", "sk-\u200b", "a\r\nX-Evil: 1"])
def test_what_is_no_key_is_not_sent(speech: SpeechServer, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("AUDIOFIC_OPENAI_KEY", key)
    with pytest.raises(EngineError, match="AUDIOFIC_OPENAI_KEY is no key") as caught:
        say(OpenAIEngine(url=speech.url))
    assert key not in str(caught.value)


def test_where_there_is_no_server_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert OpenAIEngine().check().message.startswith("no speech server is set: give its address as engines:")
    monkeypatch.setenv("AUDIOFIC_OPENAI_KEY", KEY)
    assert OpenAIEngine().version() == "api.openai.com tts-1"
    assert "onyx" in [voice.name for voice in OpenAIEngine().voices()]
    monkeypatch.setenv("AUDIOFIC_OPENAI_MODEL", "gpt-4o-mini-tts")
    assert OpenAIEngine().version() == "api.openai.com gpt-4o-mini-tts"
    monkeypatch.setenv("AUDIOFIC_OPENAI_URL", "ftp://example.org")
    with pytest.raises(EngineError, match="should be the address of a server"):
        OpenAIEngine().version()


def test_plain_http_goes_to_this_machine_unless_the_user_says_so() -> None:
    for url in ("http://192.0.2.1:8880/v1", "http://speech.example/v1", "http://127.0.0.1.example/v1"):
        with pytest.raises(EngineError, match="by plain http, for everybody on the way to read"):
            OpenAIEngine(url=url).version()
        assert OpenAIEngine(url=url, plain_http=True).version()
    for url in ("https://speech.example/v1", "http://localhost:1/v1", "http://[::1]:1/v1", "http://127.9.9.9/v1"):
        assert OpenAIEngine(url=url).version()


@pytest.mark.parametrize(
    "url",
    ["", "speech.example", "file:///etc/passwd", "http://", "http://a b/", "http://me:word@host/", "https://host/?q=1",
     "https://host/#x", "https://host:99999/", "https://host:0/", "https://hôst/", "https://host/\r\nX: 1", "http://[::1"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r"^should"):
        server.checked_url(url)


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    address = ""
    with contextlib.suppress(ValueError):
        address = server.checked_url(text)
    assert not address or address.casefold().startswith(("http://", "https://"))


@given(st.binary() | st.text().map(str.encode), st.integers(300, 599))
def test_a_servers_words_are_one_short_line(body: bytes, status: int) -> None:
    said = server.Answer(status, "", body).said()
    assert len(said) <= 200
    assert said.isprintable()


# --- as part of a build


def test_voices_yaml_sets_it_up(speech: SpeechServer) -> None:
    settings = f"url: '{speech.url}', model: kokoro, requests_per_minute: 9000, timeout: 9, plain_http: no"
    text = f"engine: openai\nengines: {{openai: {{{settings}}}}}"
    voices = read_voices(yamlfiles.parse(text, "voices.yaml"))
    engine = voices.loader("openai")
    assert engine.version() == f"127.0.0.1:{speech.server_port} kokoro"
    assert voices.loader == read_voices(yamlfiles.parse(text, "voices.yaml")).loader != engines.Loader()
    assert hash(voices.loader) == hash(read_voices(yamlfiles.parse(text, "voices.yaml")).loader)
    assert voices.loader("tone").name == "tone"


def test_voices_yaml_holds_an_address_and_no_key() -> None:
    text = "engines: {openai: {url: 'http://me:pass@host', key: sk-1, requests_per_minute: 0, plain_http: perhaps}}"
    with pytest.raises(VoicesError) as caught:
        read_voices(yamlfiles.parse(text, "voices.yaml"))
    problems = [problem.message for problem in caught.value.problems]
    assert problems == [
        "url should hold no name or password: keys belong in the environment, and is 'http://me:pass@host'",
        f"unknown key 'key': the keys here are {', '.join(OpenAISettings.model_fields)}",
        "requests_per_minute should be from 1 to 100000, and is '0'",
        "plain_http should be yes or no, and is 'perhaps'",
    ]


def test_a_build_survives_a_bad_day(speech: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "TRIES", 2)
    monkeypatch.setenv("AUDIOFIC_OPENAI_KEY", KEY)
    loader = engines.Loader((("openai", (("url", speech.url), ("timeout", 20.0))),))
    texts = [LONG, f"busy-1. {LONG}", f"cut-3. {LONG}", f"broken. {LONG}", f"close-1. {LONG}", "It stopped."]
    utterances = [Utterance(text, Voice("openai", "am_puck"), f"1.1.{n}", text) for n, text in enumerate(texts, 1)]
    cache = ClipCache(tmp_path / "cache")
    with Synthesizer(cache, 3, load=loader) as synthesizer:
        spoken = list(synthesizer.synthesize(utterances))
    assert [each.utterance for each in spoken] == utterances
    assert [each.clip is None for each in spoken] == [False, False, False, True, False, False]
    error = spoken[3].error or ""
    assert "cannot be spoken by openai as am_puck: the speech server 127.0.0.1" in error
    assert speech.counts[texts[2]] == 4  # one more than two tries: the synthesizer asked again
    asked = len(speech.requests)
    with Synthesizer(cache, 3, load=loader) as synthesizer:
        again = list(synthesizer.synthesize(utterances[:3]))
    assert all(each.cached for each in again)
    assert len(speech.requests) == asked
    kept = b"".join(file.read_bytes() for file in (tmp_path / "cache").rglob("*") if file.is_file())
    assert KEY.encode() not in kept


def test_a_build_ends_where_there_is_no_server(tmp_path: Path) -> None:
    with running() as speech:
        loader = engines.Loader((("openai", (("url", speech.url),)),))
    utterance = Utterance(LONG, Voice("openai", "am_puck"), "1.1.1", LONG)
    with (
        Synthesizer(ClipCache(tmp_path / "cache"), 1, load=loader) as synthesizer,
        pytest.raises(EngineError, match="does not answer"),
    ):
        list(synthesizer.synthesize([utterance]))


def test_other_formats_are_read_too(speech: SpeechServer, engine: OpenAIEngine, tmp_path: Path) -> None:
    for name, codec in (("a.mp3", ("-c:a", "libmp3lame")), ("a.flac", ()), ("a.ogg", ("-c:a", "libopus"))):
        with encoder(24000, {tmp_path / name: codec}) as sink:
            sink.write(say(engine).pcm)
        answer = server.Answer(200, "audio/whatever", (tmp_path / name).read_bytes())
        assert engine._clip(answer).seconds == pytest.approx(len(LONG) * SECONDS_A_CHARACTER, abs=0.1)
