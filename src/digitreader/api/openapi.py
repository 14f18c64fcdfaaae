"""The API for programs: its description as OpenAPI 3.1."""

from typing import Any

from digitreader import __version__
from digitreader.api.answer import CSV_COLUMNS, FORMATS
from digitreader.api.form import FIELD
from digitreader.api.limits import Limits
from digitreader.api.problem import PROBLEM

Json = dict[str, Any]
SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}
WORDS: Json = {"type": "string"}
RETRY: Json = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}
REFUSED = {
    "400": "The form is broken or was cut short, or a parameter is not known.",
    "401": "The token is missing or wrong.",
    "408": "The request took too long to arrive.",
    "413": "A photo or the request is too large.",
    "415": "The request is no form, or no file of it is a photo of a kind that is read.",
    "422": "The form holds no file, too many or another field, or none of its files can be read.",
    "429": "Too many photos are being read. Come again after the time that Retry-After names.",
    "500": "A mistake on the server's side.",
    "503": "The networks cannot be loaded.",
}


def description(limits: Limits, with_token: bool) -> Json:
    """Return the description as JSON can hold it.

    Args:
        limits: what is accepted.
        with_token: whether reading wants a token.
    """
    schemas = {"Digit": _digit(), "Line": _line(), "Result": _result(), "Results": _results(), "Problem": _problem()}
    components: Json = {"schemas": schemas}
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
            "/api/v1/health": {"get": _get("health", "Whether photos can be read.", _healthy(), "503")},
            "/api/v1/openapi.json": {"get": _get("openapi", "This description.", {"type": "object"})},
        },
        "components": components,
    }


def _read(limits: Limits, with_token: bool) -> Json:
    """Return what there is to know of reading."""
    answers: Json = {"200": {"description": "What the photos say; at least one could be read.", "content": _content()}}
    for status in REFUSED:
        if status != "401" or with_token:
            answers[status] = _refusal(status)
    answers["429"]["headers"] = RETRY
    operation: Json = {
        "operationId": "read",
        "summary": "Read the handwritten digits in photos.",
        "description": f"At most {limits.files} files of at most {limits.file_bytes:,} bytes each, "
        f"{limits.request_bytes:,} bytes in all. A file that cannot be read never stops the others.",
        "parameters": [_format()],
        "requestBody": {"required": True, "content": {"multipart/form-data": _form(limits)}},
        "responses": answers,
    }
    return operation | ({"security": [{"token": []}]} if with_token else {})


def _get(name: str, summary: str, schema: Json, *statuses: str) -> Json:
    """Return what there is to know of an address that only tells something."""
    told = {"description": summary, "content": {"application/json": {"schema": schema}}}
    answers = {"200": told, **{status: _refusal(status) for status in ("500", *statuses)}}
    return {"operationId": name, "summary": summary, "responses": answers}


def _format() -> Json:
    """Return the parameter that says how the answer is written."""
    schema = {"type": "string", "enum": list(FORMATS), "default": FORMATS[0]}
    return {
        "name": "format",
        "in": "query",
        "description": "json: everything; csv: a row a digit; text: the lines. Problems are JSON in any case.",
        "schema": schema,
    }


def _form(limits: Limits) -> Json:
    """Return the form that holds the photos."""
    photos = {
        "type": "array",
        "items": {"type": "string", "format": "binary"},
        "minItems": 1,
        "maxItems": limits.files,
        "description": "The photos, each as a part of its own with a file name.",
    }
    named = {"schema": WORDS, "example": f'form-data; name="{FIELD}"; filename="photo.jpg"'}
    encoding = {"contentType": "image/jpeg, image/png", "headers": {"Content-Disposition": named}}
    return {"schema": _object({FIELD: photos}), "encoding": {FIELD: encoding}}


def _content() -> Json:
    """Return an answer's three formats."""
    return {
        "application/json": {"schema": {"$ref": "#/components/schemas/Results"}},
        "text/csv": {"schema": {"type": "string", "description": f"The columns are {', '.join(CSV_COLUMNS)}."}},
        "text/plain": {"schema": {"type": "string", "description": "Several files stand under == name ==."}},
    }


def _refusal(status: str) -> Json:
    """Return the answer that goes with a status."""
    return {
        "description": REFUSED[status],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _object(properties: Json, optional: tuple[str, ...] = ()) -> Json:
    """Return an object with these properties and no others."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(name: str) -> Json:
    """Return a list of a schema's things."""
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _digit() -> Json:
    """Return a digit."""
    value = {"type": "string", "pattern": "^[0-9]$"}
    other = {"type": "array", "prefixItems": [value, SHARE], "minItems": 2, "maxItems": 2}
    return _object(
        {
            "value": value,
            "confidence": SHARE,
            "doubtful": {"type": "boolean", "description": "A person should look at it."},
            "alternatives": {"type": "array", "items": other, "description": "Likeliest first."},
            "box": {
                "type": "array", "items": {"type": "integer"}, "minItems": 4, "maxItems": 4,
                "description": "x, y, width, height in pixels of the upright photo.",
            },
        }
    )  # fmt: skip


def _line() -> Json:
    """Return a line of writing."""
    return _object({"text": {"type": "string", "pattern": "^[0-9]+$"}, "confidence": SHARE, "digits": _list("Digit")})


def _result() -> Json:
    """Return what is said of a file."""
    nothing = {"type": ["string", "null"]}
    return _object(
        {
            "file": {"type": "string", "description": "The file's name, as it was sent."},
            "text": {"type": "string", "description": "The lines, one below the other."},
            "lines": _list("Line"),
            "advice": {"type": "array", "items": WORDS, "description": "What would make the photo easier to read."},
            "error": nothing | {"description": "Why the file cannot be read and what to do, or null."},
            "code": nothing | {"description": "The same for programs, or null."},
        }
    )


def _results() -> Json:
    """Return an answer."""
    return _object({"results": _list("Result") | {"minItems": 1, "description": "In the order of the files."}})


def _healthy() -> Json:
    """Return what a healthy server says."""
    return _object({"status": {"const": "ok"}, "version": WORDS})


def _problem() -> Json:
    """Return what goes wrong, as RFC 9457 has it."""
    file = _object({"file": WORDS, "code": WORDS, "detail": WORDS})
    return _object(
        {
            "type": {"const": "about:blank"},
            "title": {"type": "string", "description": "The status in words."},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "code": {"type": "string", "description": "What is wrong, for programs."},
            "detail": {"type": "string", "description": "What is wrong and what to do, for people."},
            "files": {"type": "array", "items": file, "description": "The same for each file, where none was read."},
        },
        optional=("files",),
    )
