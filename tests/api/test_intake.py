"""How requests come in: limits hold while they arrive, whatever their headers say."""

import json
import tempfile

import anyio
import pytest
from asking import BOUNDARY, FORM, ask, form_of
from handwriting import photo_of

from digitreader.api import form
from digitreader.errors import TooLarge
from digitreader.intake.photo import open_photo
from digitreader.settings.intake import PhotoSettings

PHOTO = photo_of(["42"])


def pieces(data, size=1000):
    """Return data cut into chunks."""
    return [data[start : start + size] for start in range(0, len(data), size)]


def test_a_form_may_come_in_any_pieces(serve):
    heard = anyio.run(ask, serve(), pieces(form_of(("a.png", PHOTO)), 1))
    assert heard.status == 200
    assert b'"text":"42"' in heard.body


def test_a_chunked_request_that_never_ends_is_refused_where_the_limit_is(serve):
    endless = iter(lambda: bytes(1000), None)
    head = form_of(("a.png", b"")).removesuffix(f"\r\n--{BOUNDARY}--\r\n".encode())

    def chunks():
        yield head
        yield from endless

    heard = anyio.run(ask, serve(request_bytes=50_000, linger_seconds=0.05), chunks())
    assert (heard.status, heard.code) == (413, "request_too_large")
    assert heard.taken <= 2 * 50 + 5


def test_a_length_that_is_too_large_is_believed_at_once(serve):
    async def with_length():
        return await ask(serve(request_bytes=1000, linger_seconds=0.05), [], ends=False, content_length="1001")

    heard = anyio.run(with_length)
    assert (heard.status, heard.code, heard.taken) == (413, "request_too_large", 0)


def test_a_length_that_is_too_small_is_not_believed(serve):
    async def with_length():
        return await ask(serve(request_bytes=2000), pieces(form_of(("a.png", bytes(5000)))), content_length="10")

    assert anyio.run(with_length).code == "request_too_large"


def test_of_a_file_that_is_too_large_no_more_is_kept_than_shows_it(serve, monkeypatch):
    kept, sent = [], form._sent

    async def watch(part, length):
        found = await sent(part, length)
        kept.append((len(found.data), found.length))
        return found

    monkeypatch.setattr(form, "_sent", watch)
    heard = anyio.run(ask, serve(file_bytes=2000), pieces(form_of(("a.png", bytes(9000)))))
    assert (heard.status, heard.code) == (413, "too_large")
    assert kept == [(2001, 9000)]


def test_a_file_that_is_too_large_is_told_in_the_gates_words_and_stops_no_other(serve):
    large = bytes(3_000_000)
    with pytest.raises(TooLarge) as refused:
        open_photo(large, PhotoSettings(max_bytes=2_000_000))
    heard = anyio.run(ask, serve(file_bytes=2_000_000), [form_of(("a.png", large), ("b.png", PHOTO))])
    assert heard.status == 200
    assert f'"{refused.value}"'.encode() in heard.body
    assert b'"text":"42"' in heard.body


def test_files_are_held_in_memory_and_never_on_disk(serve, monkeypatch):
    def to_disk(*_):
        raise AssertionError("a file is written to disk")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", to_disk)
    heard = anyio.run(ask, serve(), pieces(form_of(("a.png", PHOTO + bytes(3_000_000))), 100_000))
    assert heard.status == 200


def test_all_requests_together_hold_no_more_than_there_is_room_for(serve):
    app = serve(held_bytes=10_000, linger_seconds=0.05)

    async def meet():
        async with anyio.create_task_group() as group:
            group.start_soon(lambda: ask(app, [form_of(("a.png", bytes(6000)))], ends=False))
            await anyio.sleep(0.1)
            second = await ask(app, [form_of(("a.png", bytes(6000)))])
            group.cancel_scope.cancel()
        return second, await ask(app, [form_of(("a.png", bytes(6000)))])

    second, third = anyio.run(meet)
    assert (second.status, second.code) == (429, "busy")
    assert third.code == "unknown_format"  # there is room again


def test_a_sender_who_dawdles_is_sent_away(serve):
    heard = anyio.run(lambda: ask(serve(receive_seconds=0.1, linger_seconds=0.05), [b"--"], ends=False))
    assert (heard.status, heard.code) == (408, "too_slow")


def test_what_still_comes_of_a_refused_request_is_let_come_for_a_while(serve):
    chunks = [bytes(100)] * 20
    assert anyio.run(lambda: ask(serve(token="secret"), chunks)).taken == 20
    assert anyio.run(lambda: ask(serve(token="secret", request_bytes=500), chunks)).taken == 5


def test_a_request_that_came_whole_is_refused_at_once(serve):
    async def quickly():
        with anyio.fail_after(5):
            return await ask(serve(linger_seconds=60), [form_of()])

    assert anyio.run(quickly).code == "no_file"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "cut_short"),
        (b"no form at all", 400, "broken_form"),
        (form_of(("a.png", PHOTO))[:-20], 400, "cut_short"),
        (form_of(("a.png", PHOTO)).replace(b'name="file"; ', b""), 400, "broken_form"),
        (form_of(("a.png", PHOTO)).replace(b'name="file"', b'name="photo"'), 422, "unknown_field"),
        (form_of(("a.png", PHOTO)).replace(b'; filename="a.png"', b""), 422, "unknown_field"),
        (form_of(("a.png", b"1")).replace(b'; filename="a.png"', b""), 422, "unknown_field"),
        (form_of(*[("a.png", b"1")] * 20).replace(b'; filename="a.png"', b""), 422, "unknown_field"),
        (form_of(("", b"")), 422, "no_file"),
        (form_of(*[("a.png", b"1")] * 4), 422, "too_many_files"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(serve, body, status, code):
    heard = anyio.run(ask, serve(files=3), [body])
    assert (heard.status, heard.code) == (status, code)
    assert heard.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "application/json"}, 415),
        ({"content_type": "multipart/form-data"}, 400),
        ({"content_type": FORM.replace("form-data", "mixed")}, 415),
        ({"content_encoding": "gzip"}, 415),
    ],
)
def test_headers_that_promise_no_form_are_refused(serve, headers, status):
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    heard = anyio.run(lambda: ask(serve(), [form_of(("a.png", PHOTO))], **sent))
    assert heard.status == status


@pytest.mark.parametrize(
    "charset", ["undefined", "punycode", "utf-7", "unicode_escape", "idna", "zlib", "nonsense", ""]
)
@pytest.mark.parametrize("parameter", ["charset={}", "CHARSET={}", "charset=utf-8; charset={}"])
def test_a_form_in_another_character_set_is_refused_before_it_is_read(serve, charset, parameter):
    body = form_of(("+2AA-\\ud800.png", PHOTO))
    heard = anyio.run(lambda: ask(serve(), [body], **{"content-type": f"{FORM}; {parameter.format(charset)}"}))
    assert (heard.status, heard.code) == (400, "broken_form")
    assert b"UTF-8" in heard.body


@pytest.mark.parametrize("charset", ["utf-8", '"UTF-8"', "utf8"])
def test_a_form_may_say_that_it_is_in_utf_8(serve, charset):
    kind = {"content-type": f"{FORM}; charset={charset}"}
    heard = anyio.run(lambda: ask(serve(), [form_of(("ä.png", PHOTO))], **kind))
    assert (heard.status, json.loads(heard.body)["results"][0]["file"]) == (200, "ä.png")


def test_slow_senders_keep_nobody_out(serve):
    app = serve(requests=3, body_seconds=0.1, slowest=1e-9, linger_seconds=0.05)

    async def meet():
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(lambda: ask(app, [b"--"], ends=False))
            await anyio.sleep(0.3)
            answer = await ask(app, [form_of(("a.png", PHOTO))])
            group.cancel_scope.cancel()
        return answer

    assert anyio.run(meet).status == 200


def test_who_sends_a_byte_now_and_then_is_sent_away_long_before_the_last_deadline(serve):
    app = serve(body_seconds=0.2, receive_seconds=60, linger_seconds=0.05)
    heard = anyio.run(lambda: ask(app, pieces(form_of(("a.png", bytes(1000))), 1), pause=0.05))
    assert (heard.status, heard.code) == (408, "too_slow")
    assert heard.taken < 100
