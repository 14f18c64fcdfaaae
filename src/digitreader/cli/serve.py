"""`digitreader serve`."""

import argparse
import os
from typing import TYPE_CHECKING

from digitreader.cli.arguments import add_model
from digitreader.errors import SetupError

if TYPE_CHECKING:
    from digitreader.cli.arguments import Commands


def add_serve(commands: "Commands") -> None:
    """Add `digitreader serve`."""
    command = commands.add_parser(
        "serve",
        help="serve the app and its JSON API",
        description="Serve the app, and beside it POST /api/v1/read, GET /api/v1/health and GET /api/v1/openapi.json. "
        "If DIGITREADER_TOKEN is set, reading by the API needs that token; the app asks nobody for one. "
        "Needs the extra `app`.",
    )
    command.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, for this machine alone)"
    )
    command.add_argument("--port", type=int, default=8501, help="(default: 8501)")
    command.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that the server may be called by, beside localhost, --host and addresses in figures; may be "
        "repeated; '*' allows all (default: the names in DIGITREADER_HOSTS, with commas between them)",
    )
    add_model(command)
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    """Serve the app and the API, with the networks that were named."""
    from digitreader.decision.networks import VARIABLE, default_networks

    try:
        from digitreader.api.serve import serve
    except ModuleNotFoundError as error:
        raise SetupError(
            f"Serving needs Streamlit ({error.name} is missing). Install it with: pip install '.[app]' in the "
            "project's folder."
        ) from error
    if options.model is not None:
        os.environ[VARIABLE] = str(options.model.resolve())
        default_networks()  # a wrong name is told now, not to the first visitor
    serve(options.host, options.port, options.allow_host)
    return 0
