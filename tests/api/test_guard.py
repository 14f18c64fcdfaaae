"""Who may read by the API."""

import pytest
from handwriting import photo_of
from starlette.testclient import TestClient

from digitreader.api.guard import token_from_environment
from digitreader.errors import DigitReaderError

FILES = {"file": ("a.png", photo_of(["42"]))}


def status(client, **headers):
    """Return the status of a request with these headers."""
    return client.post("/api/v1/read", files=FILES, headers=headers).status_code


def test_without_a_token_everybody_reads(client):
    assert status(client) == 200


def test_with_a_token_only_who_sends_it_reads(serve):
    client = TestClient(serve(token="sésame-1"))
    assert status(client, Authorization="Bearer sésame-1".encode()) == 200
    assert status(client, Authorization="bearer  sésame-1".encode()) == 200
    wrong = ["", "Bearer", "Bearer ", "Bearer sésame", "Bearer sésame-12", "Basic sésame-1", "sésame-1"]
    assert {status(client, Authorization=value.encode()) for value in wrong} == {401}


def test_a_refusal_says_how_to_send_the_token(serve):
    answer = TestClient(serve(token="secret")).post("/api/v1/read", files=FILES)
    assert (answer.json()["code"], answer.headers["www-authenticate"]) == ("unauthorized", "Bearer")
    assert "Authorization: Bearer" in answer.json()["detail"]


def test_health_and_description_ask_nobody(serve):
    client = TestClient(serve(token="secret"))
    assert client.get("/api/v1/health").status_code == 200
    described = client.get("/api/v1/openapi.json").json()
    assert described["paths"]["/api/v1/read"]["post"]["security"] == [{"token": []}]


def test_the_token_stands_in_the_environment(monkeypatch):
    monkeypatch.delenv("DIGITREADER_TOKEN", raising=False)
    assert token_from_environment() is None
    monkeypatch.setenv("DIGITREADER_TOKEN", "secret\n")
    assert token_from_environment() == "secret"


def test_an_empty_token_opens_no_door(monkeypatch):
    monkeypatch.setenv("DIGITREADER_TOKEN", " ")
    with pytest.raises(DigitReaderError, match="empty"):
        token_from_environment()


@pytest.mark.parametrize("token", ["secret\udcff", "a\nb", "a\x1bb"])
def test_a_token_that_no_header_can_carry_is_refused_at_the_start(token, monkeypatch):
    monkeypatch.setenv("DIGITREADER_TOKEN", token)
    with pytest.raises(DigitReaderError, match="UTF-8"):
        token_from_environment()


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/api/v1/health", "/api/v1/nothing"])
def test_no_answer_is_shown_in_a_frame_or_taken_for_another_kind(client, path):
    headers = client.get(path).headers
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
