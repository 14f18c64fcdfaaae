"""What the API answers, as JSON schemas."""

import json
from typing import Any

from digitreader.output.result import SCHEMA

Json = dict[str, Any]
WORDS: Json = {"type": "string"}


def object_of(properties: Json, optional: tuple[str, ...] = ()) -> Json:
    """Describe an object with these properties and no others."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def result_schemas() -> Json:
    """Return the schemas of the result tree; a file's result has its text and an error code besides."""
    text = json.loads(SCHEMA.read_text(encoding="utf-8").replace("#/$defs/", "#/components/schemas/"))
    schemas: Json = text["$defs"]
    page = schemas.pop("Page")["properties"]
    text = {"type": "string", "description": "The digits of the lines, one line below the other."}
    written = {"type": "string", "description": "The lines as they were written, one below the other."}
    first = {name: page.pop(name) for name in ("schema", "file")}
    code = {"type": ["string", "null"], "description": "The error for programs, or null."}
    return schemas | {"Result": object_of(first | {"text": text, "written": written, **page, "code": code})}


def results() -> Json:
    """Describe an answer."""
    return object_of(
        {
            "results": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Result"},
                "minItems": 1,
                "description": "In the order of the files.",
            }
        }
    )


def healthy() -> Json:
    """Describe the answer of GET /health."""
    return object_of({"status": {"const": "ok"}, "version": WORDS})


def problem() -> Json:
    """Describe a problem (RFC 9457)."""
    file = object_of({"file": WORDS, "code": WORDS, "detail": WORDS})
    return object_of(
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
