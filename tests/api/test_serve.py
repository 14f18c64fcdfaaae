"""`digitreader serve` as its users start it: one process with the app and the API."""

import http.client
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from asking import FORM, form_of
from browsing import chromium_path
from handwriting import photo_of

from digitreader import SAMPLES, __version__

PATIENCE = 90  # seconds; a busy machine with two cores
TOKEN = "open-sesame"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port of a fresh server that wants a token, started far away from the repository."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = free.getsockname()[1]
    command = [sys.executable, "-m", "digitreader.cli", "serve", "--port", str(found)]
    server = subprocess.Popen(
        command, cwd=tmp_path_factory.mktemp("away"), env=os.environ | {"DIGITREADER_TOKEN": TOKEN}
    )
    try:
        wait_for(f"http://127.0.0.1:{found}/api/v1/health", server)
        yield found
    finally:
        server.terminate()
        assert server.wait(PATIENCE) == 143


def wait_for(address, server):
    """Return when the server answers; fail when it has ended or does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}")


def send(port, body, **headers):
    """Return (status, headers, body) of what a real server answers."""
    address = f"http://127.0.0.1:{port}/api/v1/read"
    named = {"Content-Type": FORM, "Authorization": f"Bearer {TOKEN}"} | headers
    request = urllib.request.Request(address, body, named)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_the_api_reads_and_the_app_is_there_in_one_process(port):
    status, _, body = send(port, form_of(("a.jpg", (SAMPLES / "phone-number.jpg").read_bytes())))
    assert (status, json.loads(body)["results"][0]["text"]) == (200, "01632960174")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:
        assert b"<title>Streamlit</title>" in page.read()
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=PATIENCE) as health:
        assert health.read() == b"ok"


def test_a_chunked_request_beyond_the_limit_is_refused_while_it_comes(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    head = form_of(("a.jpg", b"")).rpartition(b"\r\n")[0]
    chunks = (head if number == 0 else bytes(1_000_000) for number in range(120))
    headers = {"Content-Type": FORM, "Authorization": f"Bearer {TOKEN}"}
    connection.request("POST", "/api/v1/read", chunks, headers, encode_chunked=True)
    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["code"]) == (413, "request_too_large")
    connection.close()


def test_who_has_no_token_is_sent_away(port):
    assert send(port, form_of(("a.jpg", b"")), Authorization="Bearer guess")[0] == 401


@pytest.mark.parametrize("path", ["/", "/api/v1/health", "/_stcore/health"])
def test_a_page_that_makes_its_own_name_lead_here_gets_nothing(port, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="421"):
        urllib.request.urlopen(request, timeout=PATIENCE)


def test_an_upload_of_the_app_in_another_character_set_is_refused_too(port):
    address = f"http://127.0.0.1:{port}/_stcore/upload_file/session/file"
    headers = {"Content-Type": f"{FORM}; charset=punycode"}
    request = urllib.request.Request(address, form_of(("a.jpg", b"")), headers, method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE)
    assert json.load(refused.value)["code"] == "broken_form"


def test_a_socket_is_opened_to_the_servers_own_pages_alone(port):
    assert handshake(port, f"127.0.0.1:{port}", f"http://127.0.0.1:{port}") == 101
    assert handshake(port, "evil.example", "http://evil.example") == 403
    assert handshake(port, f"127.0.0.1:{port}", "http://evil.example") == 403


def handshake(port, host, origin):
    """Return the status of a websocket's beginning."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Host": host, "Origin": origin, "Upgrade": "websocket", "Connection": "Upgrade"}
    secret = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    connection.request("GET", "/_stcore/stream", headers=headers | secret)
    status = connection.getresponse().status
    connection.close()
    return status


def test_many_at_once_are_read_or_asked_to_come_again(port):
    photo = form_of(*[("a.png", photo_of(["42"]))] * 3)
    heard = []
    senders = [threading.Thread(target=lambda: heard.append(send(port, photo))) for _ in range(24)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(PATIENCE)
    statuses = [status for status, _, _ in heard]
    assert len(statuses) == 24
    assert set(statuses) <= {200, 429}
    assert statuses.count(200) >= 16
    assert all(headers["Retry-After"] for status, headers, _ in heard if status == 429)


def test_a_visitor_who_comes_by_a_deep_link_reads_with_the_same_server(port):
    playwright = pytest.importorskip("playwright.sync_api")
    path = chromium_path()
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"http://127.0.0.1:{port}/read")
        page.get_by_role("button", name="Phone number", exact=True).click()
        page.get_by_test_id("stCode").get_by_text("01632960174").wait_for()
        assert page.get_by_text("Page not found").count() == 0
        assert page.title() == "Digit Reader"
        own = (f"http://127.0.0.1:{port}/", "data:", "blob:")
        assert [url for url in asked if not url.startswith(own)] == []  # not even for the page's icon
        browser.close()


def test_schemathesis_finds_nothing(port):
    """Random and wrong requests by the API's own description."""
    if importlib.util.find_spec("schemathesis") is None:
        pytest.skip("Schemathesis is missing: pip install schemathesis")
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{port}/api/v1/openapi.json"]
    options = ["--checks=all", "--max-examples=40", f"--header=Authorization: Bearer {TOKEN}", "--no-color"]
    folder = Path(__file__).parent
    env = os.environ | {"SCHEMATHESIS_HOOKS": "schemathesis_photos"}
    env["PYTHONPATH"] = os.pathsep.join([str(folder), env.get("PYTHONPATH", "")])
    done = subprocess.run([*command, *options], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stdout[-5000:]
    assert "No issues found" in done.stdout


def test_the_server_says_which_version_it_is(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/openapi.json", timeout=PATIENCE) as answer:
        assert json.load(answer)["info"]["version"] == __version__
