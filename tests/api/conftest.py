"""What the API's tests share."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from digitreader.api.limits import Limits
from digitreader.api.service import LoadNetworks, create_api
from digitreader.decision.networks import default_networks

Serve = Callable[..., Starlette]


@pytest.fixture
def serve() -> Serve:
    """A maker of servers: serve(load, token="secret", files=2) has these networks, this token and these limits."""

    def make(load: LoadNetworks = default_networks, token: str | None = None, **limits: float) -> Starlette:
        return Starlette(routes=[Mount("/api", app=create_api(load, Limits(**limits), token))])

    return make


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """A client of the usual server."""
    return TestClient(serve(), raise_server_exceptions=False)
