"""`digitreader serve`: it only translates between a terminal and the server."""

import argparse

from digitreader.errors import DigitReaderError


def add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `digitreader serve`."""
    command = commands.add_parser(
        "serve",
        help="serve the app and its JSON API",
        description="Serve the app, and beside it POST /api/v1/read, GET /api/v1/health and GET /api/v1/openapi.json. "
        "Where DIGITREADER_TOKEN is set, reading by the API wants that token; the app itself asks nobody for one. "
        "Which networks read is named by DIGITREADER_MODEL. Needs the extra `app`.",
    )
    command.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, for this machine alone)"
    )
    command.add_argument("--port", type=int, default=8501, help="(default: 8501)")
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    """Serve the app and the API."""
    try:
        from digitreader.api.serve import serve
    except ModuleNotFoundError as error:
        raise DigitReaderError(
            f"Serving needs Streamlit ({error.name} is missing). Install it with: pip install '.[app]' in the "
            "project's folder."
        ) from error
    serve(options.host, options.port)
    return 0
