"""The API described for programs, as OpenAPI 3.1."""

from digitreader import __version__
from digitreader.api.answer import PARAMETERS
from digitreader.api.form import FIELD
from digitreader.api.limits import Limits
from digitreader.api.openapi_schemas import WORDS, Json, healthy, object_of, problem, result_schemas, results
from digitreader.api.problem import PROBLEM
from digitreader.intake.file_type import PHOTO_FORMATS, PHOTO_LABELS
from digitreader.output import digit_table, number_table

RETRY: Json = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}
MEANINGS = {
    "format": "json: everything; numbers: CSV with a row a number; csv: a row a digit or sign; text: the lines as they "
    "were written. Problems are JSON in any case.",
    "decimal": "The decimal mark of the numbers; auto: what the numbers of a photo say.",
    "digits_only": "Whether signs and gaps are left out.",
}
REFUSED = {
    "400": "The form is broken or cut short, or a parameter is unknown.",
    "401": "The token is missing or wrong.",
    "403": "A page of another place sent this.",
    "408": "The request took too long to arrive.",
    "413": "A photo or the request is too large.",
    "415": f"The request is not a form, or none of its files is a {PHOTO_LABELS} photo.",
    "422": "The form holds no file, too many files or another field, or none of its files can be read.",
    "421": "The server does not know its name in the address.",
    "429": "Too many photos are being read. Try again after the seconds in Retry-After.",
    "500": "An error in the server.",
    "503": "The networks cannot be loaded.",
}


def description(limits: Limits, with_token: bool) -> Json:
    """Return the description.

    Args:
        limits: what the API accepts.
        with_token: whether reading needs a token.
    """
    components: Json = {"schemas": result_schemas() | {"Results": results(), "Problem": problem()}}
    if with_token:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Digit Reader",
            "version": __version__,
            "summary": "Handwritten digits in photos, as text.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/api/v1/read": {"post": _read(limits, with_token)},
            "/api/v1/health": {"get": _get("health", "Whether photos can be read.", healthy(), "503")},
            "/api/v1/openapi.json": {"get": _get("openapi", "This description.", {"type": "object"})},
        },
        "components": components,
    }


def _read(limits: Limits, with_token: bool) -> Json:
    """Describe POST /read."""
    answers: Json = {"200": {"description": "What was read; at least one photo could be.", "content": _content()}}
    for status in REFUSED:
        if status != "401" or with_token:
            answers[status] = _refusal(status)
    answers["429"]["headers"] = RETRY
    operation: Json = {
        "operationId": "read",
        "summary": "Read the handwritten digits in photos.",
        "description": f"At most {limits.files} files of at most {limits.file_bytes:,} bytes each, "
        f"{limits.request_bytes:,} bytes in all. A file that cannot be read never stops the others.",
        "parameters": [_parameter(name, values) for name, values in PARAMETERS.items()],
        "requestBody": {"required": True, "content": {"multipart/form-data": _form(limits)}},
        "responses": answers,
    }
    return operation | ({"security": [{"token": []}]} if with_token else {})


def _get(name: str, summary: str, schema: Json, *statuses: str) -> Json:
    """Describe an address without parameters."""
    told = {"description": summary, "content": {"application/json": {"schema": schema}}}
    answers = {"200": told, **{status: _refusal(status) for status in ("500", *statuses)}}
    return {"operationId": name, "summary": summary, "responses": answers}


def _parameter(name: str, values: tuple[str, ...]) -> Json:
    """Describe a parameter by its values, of which the first is the usual one."""
    schema = {"type": "string", "enum": list(values), "default": values[0]}
    return {"name": name, "in": "query", "description": MEANINGS[name], "schema": schema}


def _form(limits: Limits) -> Json:
    """Describe the form with the photos."""
    photos = {
        "type": "array",
        "items": {"type": "string", "format": "binary"},
        "minItems": 1,
        "maxItems": limits.files,
        "description": f"The photos: {PHOTO_LABELS}, each as a part of its own with a file name.",
    }
    named = {"schema": WORDS, "example": f'form-data; name="{FIELD}"; filename="photo.jpg"'}
    encoding = {
        "contentType": ", ".join(kind.media_type for kind in PHOTO_FORMATS),
        "headers": {"Content-Disposition": named},
    }
    return {"schema": object_of({FIELD: photos}), "encoding": {FIELD: encoding}}


def _content() -> Json:
    """Describe an answer in each of FORMATS."""
    return {
        "application/json": {"schema": {"$ref": "#/components/schemas/Results"}},
        "text/csv": {"schema": {"type": "string", "description": _columns()}},
        "text/plain": {"schema": {"type": "string", "description": "Several files stand under == name ==."}},
    }


def _columns() -> str:
    """Name the columns of both tables."""
    digits, numbers = (", ".join((*columns, "error")) for columns in (digit_table.COLUMNS, number_table.COLUMNS))
    return f"The columns of csv are {digits}; those of numbers {numbers}."


def _refusal(status: str) -> Json:
    """Describe a refusal."""
    return {
        "description": REFUSED[status],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
