"""By which names this server may be called: a page of another place must not reach it under a name of its own.

DNS rebinding lets a stranger's name lead to 127.0.0.1, so that the visitor's own browser takes this server for the
stranger's. Its requests still carry that name.
"""

import os
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from digitreader.api.problem import Problem

VARIABLE = "DIGITREADER_HOSTS"  # more names, with commas between them
ANY = "*"  # allows every name, for a proxy that has looked already
HARMLESS = ("GET", "HEAD", "OPTIONS")  # change nothing, and browsers keep the answer from pages of other places


def hosts_from_environment() -> tuple[str, ...]:
    """Return the names that the environment allows."""
    return tuple(name for name in map(str.strip, os.environ.get(VARIABLE, "").split(",")) if name)


class KnownHosts:
    """Middleware that refuses requests and sockets under a name that nobody gave this server.

    An address in figures is always allowed, as nobody can let it lead elsewhere; so is localhost.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        """Let an application be called by these names, too."""
        self.app = app
        self.hosts = {host.casefold() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        problem = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if problem is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "unknown host or origin"})
        else:
            await problem.response()(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        """Return why a request is refused, or None."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self._known(_name_in(f"//{host}"), figures=True):
            return Problem(
                421,
                "unknown_host",
                "This server is not known by the name in the address. Whoever runs it can allow the name with "
                "`digitreader serve --allow-host NAME`.",
            )
        if origin is None or scope.get("method") in HARMLESS:
            return None
        if origin.partition("://")[2].casefold() == host.casefold() or self._known(_name_in(origin), figures=False):
            return None
        return Problem(403, "foreign_page", "Pages of other places may not use this server.")

    def _known(self, name: str, figures: bool) -> bool:
        """Tell whether a name was allowed. figures: whether addresses in figures and localhost are, too."""
        if ANY in self.hosts or name in self.hosts:
            return True
        return figures and (name == "localhost" or name.endswith(".localhost") or _is_address(name))


def _name_in(address: str) -> str:
    """Return the host in an address, without port and brackets; empty if there is none.

    >>> _name_in("//LOCALHOST:8501"), _name_in("//[::1]:80"), _name_in("null"), _name_in("//a@localhost")
    ('localhost', '::1', '', '')
    """
    try:
        parts = urlsplit(address)
        return "" if "@" in parts.netloc else (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    """Tell whether a name is an address in figures."""
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True
