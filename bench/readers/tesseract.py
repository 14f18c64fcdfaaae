"""Tesseract as a library in this process, so that its times include no program start."""

import ctypes
import ctypes.util

from protocol import serve

WHITELIST = b"0123456789"
LSTM = 1


def library(*names: str) -> ctypes.CDLL:
    """Load the first of these shared libraries that is installed."""
    return ctypes.CDLL(next(found for name in names if (found := ctypes.util.find_library(name))))


lept, tess = library("lept", "leptonica"), library("tesseract")
lept.pixRead.restype = ctypes.c_void_p
tess.TessBaseAPICreate.restype = ctypes.c_void_p
tess.TessBaseAPIGetUTF8Text.restype = ctypes.c_void_p
engine = ctypes.c_void_p(tess.TessBaseAPICreate())
if tess.TessBaseAPIInit2(engine, None, b"eng", LSTM):
    raise SystemExit("Tesseract has no English language data")
tess.TessBaseAPISetVariable(engine, b"tessedit_char_whitelist", WHITELIST)
tess.TessBaseAPISetVariable(engine, b"debug_file", b"/dev/null")


def read(file: str, psm: int) -> str:
    """Read the lines of digits in a file."""
    picture = ctypes.c_void_p(lept.pixRead(file.encode()))
    if not picture:
        return ""
    tess.TessBaseAPISetPageSegMode(engine, psm)
    tess.TessBaseAPISetImage2(engine, picture)
    text = tess.TessBaseAPIGetUTF8Text(engine)
    said = ctypes.string_at(text).decode() if text else ""
    tess.TessDeleteText(ctypes.c_void_p(text))
    tess.TessBaseAPIClear(engine)
    lept.pixDestroy(ctypes.byref(picture))
    return said


serve(read)
