"""The API's three addresses, and one body for all errors."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import anyio
from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from digitreader import __version__
from digitreader.api.answer import PARAMETERS, Answer, Wanted, answer, respond
from digitreader.api.form import Sent, receive_files
from digitreader.api.guard import API, EVERYWHERE, Headers, check_token
from digitreader.api.intake import Arrival, Intake
from digitreader.api.limits import Limits
from digitreader.api.openapi import description
from digitreader.api.problem import OUR_FAULT, Problem
from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.errors import ModelError
from digitreader.numbers.decimal_mark import Convention
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classify

LoadNetworks = Callable[[], tuple[Classify, LineRecognizer]]
BY_STATUS = {
    404: ("not_found", "There is nothing at this address. GET /api/v1/openapi.json describes what there is."),
    405: ("method_not_allowed", "This address has another method; the header Allow names it."),
}

log = logging.getLogger(__name__)


class Service:
    """Answers requests: reads in a few threads, and refuses requests that it has no room for."""

    def __init__(self, load: LoadNetworks, limits: Limits, token: str | None) -> None:
        """Read with the networks that load returns; it is called at every request and caches them."""
        self.load, self.limits, self.token = load, limits, token
        self.intake = Intake(limits)
        self.readers = anyio.CapacityLimiter(limits.readers)

    async def read(self, request: Request) -> Response:
        """POST /v1/read: read the photos of a form."""
        arrival = Arrival(request.receive)
        try:
            check_token(request, self.token)
            wanted = _wanted(request)
            with self.intake.admit() as load:
                files = await receive_files(request, arrival, load)
                answers = await self._answers(files, wanted, request)
                return respond(answers, wanted.format, self.limits.retry_seconds)
        except Problem:
            await arrival.throw_away(self.limits)
            raise

    async def health(self, request: Request) -> Response:
        """GET /v1/health: tell whether photos can be read."""
        await self._in_thread(self.load)
        return JSONResponse({"status": "ok", "version": __version__})

    async def openapi(self, request: Request) -> Response:
        """GET /v1/openapi.json: describe this API."""
        return JSONResponse(description(self.limits, with_token=self.token is not None))

    async def _answers(self, files: list[Sent], wanted: Wanted, request: Request) -> list[Answer]:
        """Read the files one after the other, as long as the client waits."""
        answers: list[Answer] = []
        while files and not (answers and await request.is_disconnected()):
            answers.append(await self._in_thread(answer, files.pop(0), self._read, self.limits, wanted))
        return answers

    def _read(self, data: bytes) -> Any:
        """Read a photo."""
        classifier, line_recognizer = self.load()
        return read_photo(data, classifier, line_recognizer=line_recognizer)

    async def _in_thread(self, run: Callable[..., Any], *arguments: Any) -> Any:
        """Run a slow function in a thread, so that the event loop stays free."""
        return await to_thread.run_sync(partial(run, *arguments), limiter=self.readers)


def create_api(load: LoadNetworks, limits: Limits | None = None, token: str | None = None) -> Starlette:
    """Return the API as an application to be mounted at /api.

    Args:
        load: returns the networks, the same ones at every call.
        limits: what is accepted; the usual limits if left out.
        token: that a request to read must send; None lets everybody read.
    """
    service = Service(load, limits or Limits(), token)
    routes = [
        Route("/v1/read", service.read, methods=["POST"]),
        Route("/v1/health", service.health, methods=["GET"]),
        Route("/v1/openapi.json", service.openapi, methods=["GET"]),
    ]
    handlers: dict[Any, Callable[..., Any]] = {
        Problem: _problem, HTTPException: _no_such_thing, ModelError: _no_model, Exception: _our_fault,
    }  # fmt: skip
    headers = Middleware(Headers, headers={**EVERYWHERE, **API})
    api = Starlette(routes=routes, exception_handlers=handlers, middleware=[headers])
    api.router.redirect_slashes = False
    return api


def _wanted(request: Request) -> Wanted:
    """Return what is asked for.

    Raises:
        Problem: there is no such format or decimal mark, or there is another parameter.
    """
    asked = request.query_params.multi_items()
    if not set(dict(asked)) <= set(PARAMETERS) or len(asked) > len(dict(asked)):
        raise Problem(400, "unknown_parameter", f"The parameters are {', '.join(PARAMETERS)}, each given once.")
    for name, said in asked:
        if said not in PARAMETERS[name]:
            raise Problem(400, f"unknown_{name}_parameter", f"`{name}` is one of {', '.join(PARAMETERS[name])}.")
    found = {name: values[0] for name, values in PARAMETERS.items()} | dict(asked)
    return Wanted(found["format"], cast(Convention, found["decimal"]), found["digits_only"] == "true")


async def _problem(request: Request, error: Problem) -> Response:
    """Answer a refused request."""
    return error.response()


async def _no_such_thing(request: Request, error: HTTPException) -> Response:
    """Answer an unknown address or method."""
    code, detail = BY_STATUS.get(error.status_code, ("bad_request", str(error.detail)))
    return Problem(error.status_code, code, detail, headers=error.headers).response()


async def _no_model(request: Request, error: ModelError) -> Response:
    """Answer when the networks cannot be loaded."""
    log.error("%s", error)
    return Problem(503, "no_model", f"The reader cannot start. {error}").response()


async def _our_fault(request: Request, error: Exception) -> Response:
    """Answer after a bug; the traceback is in the server's log."""
    return Problem(500, OUR_FAULT, "Something went wrong on our side. Try again.").response()
