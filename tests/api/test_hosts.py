"""By which names the server may be called."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from digitreader.api.hosts import KnownHosts, hosts_from_environment


async def answer(request):
    return PlainTextResponse("yes")


async def greet(socket: WebSocket):
    await socket.accept()
    await socket.send_text("yes")
    await socket.close()


def client(*hosts):
    routes = [Route("/", answer, methods=["GET", "POST"]), WebSocketRoute("/socket", greet)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(KnownHosts, hosts=hosts)]))


def asked(hosts=(), method="GET", **headers):
    """The status, and whether a socket with the same headers is opened."""
    status = client(*hosts).request(method, "/", headers=headers).status_code
    try:
        with client(*hosts).websocket_connect("/socket", headers=headers) as socket:
            return status, socket.receive_text() == "yes"
    except WebSocketDisconnect:
        return status, False


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8501", "a.localhost", "127.0.0.1:1", "[::1]:80", "192.168.1.9", "localhost."]
)
def test_this_machine_and_addresses_in_figures_are_known(host):
    assert asked(host=host) == (200, True)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8501", "[", "", "@", "a@localhost"]
)
def test_a_name_that_nobody_gave_the_server_is_refused(host):
    assert asked(host=host, origin=f"http://{host}") == (421, False)


def test_who_runs_the_server_names_it():
    assert asked(["Digits.example"], host="digits.example:80") == (200, True)
    assert asked(["digits.example"], host="www.digits.example") == (421, False)
    assert asked(["*"], host="evil.example") == (200, True)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://6.6.6.6", "http://localhost:3000", "localhost", "http://["]
)
def test_pages_of_other_places_may_not_write_or_open_a_socket(origin):
    assert asked(method="POST", host="localhost", origin=origin) == (403, False)


def test_pages_of_the_server_itself_may():
    assert asked(method="POST", host="localhost:8501", origin="http://localhost:8501") == (200, True)
    assert asked(["digits.example"], "POST", host="127.0.0.1:8501", origin="https://digits.example") == (200, True)


def test_a_refusal_says_what_to_do():
    said = client().get("/", headers={"host": "evil.example"}).json()
    assert (said["status"], said["code"]) == (421, "unknown_host")
    assert "--allow-host" in said["detail"]


def test_names_stand_in_the_environment(monkeypatch):
    monkeypatch.setenv("DIGITREADER_HOSTS", "digits.example, www.digits.example,")
    assert hosts_from_environment() == ("digits.example", "www.digits.example")
    monkeypatch.delenv("DIGITREADER_HOSTS")
    assert hosts_from_environment() == ()
