"""`digitreader serve`: one process with the app and, beside it, the API."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from starlette.middleware import Middleware
from starlette.routing import Mount
from streamlit.starlette import App

from digitreader.api.charset import FormsInUtf8
from digitreader.api.connections import PatientProtocol, with_room_for_files
from digitreader.api.guard import EVERYWHERE, OWN_FRAMES, Headers, token_from_environment
from digitreader.api.hosts import KnownHosts, hosts_from_environment
from digitreader.api.limits import ConnectionLimits
from digitreader.api.quiet import quieten
from digitreader.api.service import create_api
from digitreader.decision.networks import default_networks

EVERYWHERE_ADDRESSES = ("0.0.0.0", "::", "")  # mean all addresses of the machine
PACKAGE = Path(__file__).parents[1]


def app_folder() -> Path:
    """Return the folder of the app's pages: inside the installed package, or the repository."""
    installed = PACKAGE / "app"
    return installed if installed.is_dir() else PACKAGE.parents[1]


def create_app(hosts: Sequence[str] = ()) -> App:
    """Return the app and the API, which share their networks.

    Args:
        hosts: names that the server may be called by, beside those in the environment.

    Raises:
        SetupError: the token in the environment is empty or cannot be sent.
    """
    api = create_api(default_networks, token=token_from_environment())
    return App(
        app_folder() / "streamlit_app.py",
        routes=[Mount("/api", app=api)],
        middleware=[
            Middleware(Headers, headers={**EVERYWHERE, **OWN_FRAMES}),
            Middleware(KnownHosts, hosts=(*hosts, *hosts_from_environment())),
            Middleware(FormsInUtf8),
        ],
    )


def serve(host: str, port: int, hosts: Sequence[str] = ()) -> None:
    """Serve until the process is stopped.

    Args:
        host: the address to listen at.
        port: the port; 0 takes any free one.
        hosts: names that the server may be called by, beside the one to listen at and those in the environment.

    Raises:
        SetupError: the token in the environment is empty or cannot be sent.
    """
    app = create_app((host, *hosts))
    sys.argv = [str(app_folder() / "streamlit_app.py")]  # Streamlit looks for its settings beside the script
    quieten()
    limits = with_room_for_files(ConnectionLimits())
    protocol: Any = partial(PatientProtocol, limits=limits)  # uvicorn calls what it takes for a class
    uvicorn.Config = partial(  # type: ignore[misc, assignment]  # Streamlit makes it, and has no options for these
        uvicorn.Config, http=protocol, timeout_graceful_shutdown=limits.leave_seconds
    )
    app.run(
        config={
            "server.address": host,
            "server.port": port,
            "server.headless": True,
            "server.fileWatcherType": "none",  # an installed app does not change
            "browser.serverAddress": "localhost" if host in EVERYWHERE_ADDRESSES else host,
        }
    )
