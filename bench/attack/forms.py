"""Forms that are none, sent to the API."""

from collections.abc import Callable

from attack.row import Row, Seen
from attack.server import status, usual

CHARSETS = (
    "undefined",
    "punycode",
    "idna",
    "utf-7",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-16",
    "zlib",
    "x" * 99,
)
NAMES = (b"a.jpg", b"+2AA-.jpg", rb"\ud800.jpg", b"\xed\xa0\x80.jpg", b"\xff.jpg", b"\x00.jpg")


def _form(name: bytes) -> bytes:
    """Return a form with a file of this name."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n'
    return head + b"no photo\r\n--x--\r\n"


def _statuses(types: dict[str, bytes]) -> set[int]:
    """Return the statuses of forms: by content type, with a file of this name."""
    port = usual().port
    return {status(port, "POST", "/api/v1/read", _form(name), Content_Type=kind) for kind, name in types.items()}


def _refused(kinds: Callable[[], set[int]], allowed: set[int]) -> Seen:
    """Say which statuses came."""
    found = kinds()
    return Seen("only " + ", ".join(map(str, sorted(found))), found <= allowed)


def _charsets() -> Seen:
    """Send each character set with each odd name."""
    form = "multipart/form-data; boundary=x"
    return _refused(
        lambda: {code for name in NAMES for code in _statuses({f"{form}; charset={c}": name for c in CHARSETS})}, {400}
    )


def _names() -> Seen:
    """Send each odd name in a form in UTF-8."""
    form = "multipart/form-data; boundary=x"
    return _refused(lambda: {code for name in NAMES for code in _statuses({form: name})}, {400, 415})


ROWS = (
    Row(
        "charsets",
        f"A form in {len(CHARSETS)} character sets that are not UTF-8, with {len(NAMES)} odd names",
        "400",
        _charsets,
    ),
    Row("form-names", f"A form in UTF-8 with {len(NAMES)} odd names, no photo in it", "400 or 415, never 500", _names),
)
