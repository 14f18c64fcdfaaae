"""The API as its users meet it."""

import csv
import io
import json
import logging
import threading

import anyio
import pytest
from asking import ask, form_of
from handwriting import photo_of
from starlette.testclient import TestClient

from digitreader.api import answer as answers
from digitreader.api import service
from digitreader.decision.networks import default_networks
from digitreader.errors import Busy, ModelError, ReadError

READ = "/api/v1/read"
PHOTO = photo_of(["0123", "4567"])


def files(*contents, names=("a.png", "b.png", "c.png", "d.png")):
    """Return a form's files."""
    return [("file", (name, data)) for name, data in zip(names, contents, strict=False)]


def refuses(error):
    """Return a reader of photos that refuses "bad" with an error and reads everything else."""

    def read(data, classifier, line_recognizer):
        if data == b"bad":
            raise error
        return service_read(data, classifier, line_recognizer=line_recognizer)

    service_read = service.read_photo
    return read


def test_a_photo_comes_back_as_the_command_lines_json_with_its_text(client):
    answer = client.post(READ, files=files(PHOTO))
    assert answer.status_code == 200
    (said,) = answer.json()["results"]
    assert list(said) == [
        "schema",
        "file",
        "text",
        "written",
        "lines",
        "crossed_out",
        "decimal",
        "advice",
        "error",
        "code",
    ]
    assert (said["file"], said["text"], said["error"], said["code"]) == ("a.png", "0123\n4567", None, None)
    assert [line["text"] for line in said["lines"]] == ["0123", "4567"]


def test_numbers_come_by_the_decimal_mark_that_is_asked_for_or_without_signs(serve, make_reading, monkeypatch):
    monkeypatch.setattr(service, "read_photo", lambda *_, **__: make_reading("1.234", "-3 20"))
    client = TestClient(serve())
    (said,) = client.post(f"{READ}?decimal=point", files=files(PHOTO)).json()["results"]
    assert (said["text"], said["written"], said["decimal"]) == ("1234\n320", "1.234\n-3 20", "point")
    assert [number["value"] for line in said["lines"] for number in line["numbers"]] == ["1.234", "-3", "20"]
    assert client.post(f"{READ}?format=text&digits_only=true", files=files(PHOTO)).text == "1234\n320\n"
    table = client.post(f"{READ}?format=numbers", files=files(PHOTO)).text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["value"], row["ambiguous"]) for row in rows] == [("1234", "true"), ("-3", "false"), ("20", "false")]


def test_several_photos_come_back_in_the_order_they_were_sent(client):
    answer = client.post(READ, files=files(photo_of(["1"]), photo_of(["2"]), photo_of(["3"])))
    assert [said["text"] for said in answer.json()["results"]] == ["1", "2", "3"]


def test_a_bad_file_stands_among_the_others_and_stops_none(client):
    answer = client.post(READ, files=files(b"no photo", PHOTO, b""))
    assert answer.status_code == 200
    bad, good, empty = answer.json()["results"]
    assert good["text"] == "0123\n4567"
    assert (bad["code"], empty["code"]) == ("unknown_format", "empty_upload")
    assert "JPG or PNG" in bad["error"]


def test_text_of_one_photo_is_its_lines_and_of_several_stands_under_their_names(client):
    assert client.post(f"{READ}?format=text", files=files(PHOTO)).text == "0123\n4567\n"
    both = client.post(f"{READ}?format=text", files=files(PHOTO, b"no photo"))
    assert both.headers["content-type"] == "text/plain; charset=utf-8"
    assert both.text.startswith("== a.png ==\n0123\n4567\n== b.png ==\nerror: This is not a photo")


def test_csv_has_a_row_a_digit_and_one_with_its_reason_for_a_file_that_cannot_be_read(client):
    answer = client.post(f"{READ}?format=csv", files=files(PHOTO, b"no photo"))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert "".join(row["digit"] for row in rows) == "01234567"
    assert (rows[-1]["file"], rows[-1]["digit"]) == ("b.png", "")
    assert "JPG or PNG" in rows[-1]["error"]
    assert {row["error"] for row in rows[:-1]} == {""}


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "=cmd|' /C calc'!A1", "@SUM(1)", "+A1"])
@pytest.mark.parametrize("data", [PHOTO, b"no photo"])
def test_no_name_of_a_file_is_a_formula_in_csv_whether_the_file_was_read_or_refused(client, name, data):
    sent = [("file", (name, data)), ("file", ("a.png", PHOTO))]
    rows = csv.DictReader(io.StringIO(client.post(f"{READ}?format=csv", files=sent).text))
    named = {row["file"] for row in rows} - {"a.png"}
    assert {found[:2] for found in named} == {f"'{name[0]}"}


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"", 422, "empty_upload"), (b"GIF89a", 415, "unknown_format"), (PHOTO[:500], 422, "damaged_photo")],
)
@pytest.mark.parametrize("form", ["json", "csv", "text"])
def test_where_no_photo_is_read_the_answer_is_a_problem_in_every_format(client, content, status, code, form):
    answer = client.post(f"{READ}?format={form}", files=files(content))
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body = answer.json()
    assert (body["status"], body["code"], body["files"][0]["file"]) == (status, code, "a.png")
    assert body["detail"].endswith(".")


def test_reasons_that_differ_are_each_told(client):
    body = client.post(READ, files=files(b"", b"GIF89a")).json()
    assert (body["status"], body["code"]) == (422, "nothing_read")
    assert [file["code"] for file in body["files"]] == ["empty_upload", "unknown_format"]


def test_a_busy_gate_is_a_429_that_says_when_to_come_again(client, monkeypatch):
    monkeypatch.setattr(service, "read_photo", refuses(Busy("Others are first.")))
    alone = client.post(READ, files=files(b"bad", b""))
    assert (alone.status_code, alone.json()["code"], alone.json()["detail"]) == (429, "busy", "Others are first.")
    assert int(alone.headers["retry-after"]) > 0
    among = client.post(READ, files=files(b"bad", PHOTO))
    assert [said["code"] for said in among.json()["results"]] == ["busy", None]


def test_a_new_kind_of_refusal_needs_no_code_here(client, monkeypatch):
    class TooCrumpled(ReadError):
        pass

    monkeypatch.setattr(service, "read_photo", refuses(TooCrumpled("Smooth it.")))
    answer = client.post(READ, files=files(b"bad"))
    assert (answer.status_code, answer.json()["code"]) == (422, "too_crumpled")


def test_our_own_mistakes_are_logged_and_told_in_a_sentence(client, monkeypatch, caplog):
    monkeypatch.setattr(service, "read_photo", refuses(ZeroDivisionError("secret")))
    with caplog.at_level(logging.ERROR):
        answer = client.post(READ, files=files(b"bad"))
    assert (answer.status_code, answer.json()["code"]) == (500, "our_fault")
    assert "secret" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_a_mistake_outside_of_reading_is_told_alike(client, monkeypatch):
    def break_down(*_):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(service, "respond", break_down)
    answer = client.post(READ, files=files(PHOTO))
    assert (answer.status_code, answer.json()["code"]) == (500, "our_fault")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text


def test_missing_networks_are_a_503_that_says_how_to_get_them(serve):
    def load():
        raise ModelError("The model is missing. Restore it.")

    client = TestClient(serve(load))
    for answer in (client.get("/api/v1/health"), client.post(READ, files=files(PHOTO))):
        assert (answer.status_code, answer.json()["code"]) == (503, "no_model")
        assert "Restore it." in answer.json()["detail"]


def test_a_healthy_server_says_so_with_its_version(client):
    answer = client.get("/api/v1/health")
    assert answer.json() == {"status": "ok", "version": service.__version__}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("POST", "/api/v1/read/", 404, "not_found"),
        ("GET", "/api/v2/read", 404, "not_found"),
        ("GET", "/api/v1/read", 405, "method_not_allowed"),
        ("DELETE", "/api/v1/health", 405, "method_not_allowed"),
        ("POST", "/api/v1/read?format=xml", 400, "unknown_format_parameter"),
        ("POST", "/api/v1/read?decimal=dot", 400, "unknown_decimal_parameter"),
        ("POST", "/api/v1/read?fromat=csv", 400, "unknown_parameter"),
        ("POST", "/api/v1/read?format=csv&format=text", 400, "unknown_parameter"),
        ("POST", "/api/v1/read", 415, "not_a_form"),
    ],
)
def test_every_refusal_has_the_same_body(client, method, path, status, code):
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body = answer.json()
    assert list(body) == ["type", "title", "status", "code", "detail"]
    assert (body["status"], body["code"]) == (status, code)


def test_a_405_names_the_method_that_there_is(client):
    assert client.get(READ).headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/api/v1/health", "/api/v1/nothing"])
def test_browsers_are_told_to_keep_nothing_and_to_guess_nothing(client, path):
    headers = client.get(path).headers
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
    assert "default-src 'none'" in headers["content-security-policy"]


def test_reading_never_stands_in_the_way_of_others(serve):
    go = threading.Event()

    def load():
        assert go.wait(30)
        return default_networks()

    async def meet():
        app = serve(load, requests=1)
        heard = {}

        async def first():
            heard["first"] = await ask(app, [form_of(("a.png", PHOTO))])

        async with anyio.create_task_group() as group:
            group.start_soon(first)
            await anyio.sleep(0.2)
            with anyio.fail_after(10):
                heard["second"] = await ask(app, [form_of(("a.png", PHOTO))])
            go.set()
        heard["third"] = await ask(app, [form_of(("a.png", PHOTO))])
        return heard

    heard = anyio.run(meet)
    assert (heard["second"].status, heard["second"].code) == (429, "busy")
    assert heard["second"].headers["retry-after"]
    assert (heard["first"].status, heard["third"].status) == (200, 200)


def test_no_more_photos_are_read_at_once_than_there_are_readers(serve, monkeypatch):
    now, most, lock = [], [], threading.Lock()

    def read(data, classifier, line_recognizer):
        with lock:
            now.append(1)
            most.append(len(now))
        threading.Event().wait(0.05)
        with lock:
            now.pop()
        raise ReadError("Enough.")

    async def crowd():
        app = serve(readers=2)
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(ask, app, [form_of(("a.png", b"1"), ("b.png", b"2"))])

    monkeypatch.setattr(service, "read_photo", read)
    anyio.run(crowd)
    assert len(most) == 16
    assert max(most) == 2


def test_the_page_and_the_api_apologise_in_the_same_words():
    from digitreader.ui import reader

    assert answers.SORRY == reader.OUR_FAULT


def test_json_is_what_the_description_says(client):
    described = client.get("/api/v1/openapi.json").json()
    result = described["components"]["schemas"]["Result"]["required"]
    assert result == list(client.post(READ, files=files(PHOTO)).json()["results"][0])
    assert json.dumps(described)
