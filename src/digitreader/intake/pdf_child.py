"""Draws one page of a PDF, in a process of its own: PDFium is large, written in C++ and not safe with threads.

`python -m digitreader.intake.pdf_child` takes the PDF on standard input. Without a page it prints how many there are;
with one, the width, height and bytes a row of the picture, then its rows of RGB. What fails is told by the exit status.
"""

import struct
import sys

SIZES = struct.Struct("<III")  # width, height, bytes a row
BROKEN, LOCKED, MISSING = 3, 4, 5  # the exit status
PASSWORD = 4  # PDFium's own number for it
MOST_MEMORY = 700_000_000  # bytes of addresses, of which Python and PDFium need 250 million; pages measured up to 60
MOST_SECONDS = 10  # of work; scanned pages take 0.1


def limit() -> None:
    """Take no more memory and time than is fair, where the system can be told so."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> int:
    """Answer one question about the PDF on standard input.

    Args:
        arguments: nothing, or a page that counts from 0 and the longer side of its picture in pixels.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError:
        return MISSING
    data = sys.stdin.buffer.read()
    limit()
    try:
        document = pdfium.PdfDocument(data)
        if not arguments:
            sys.stdout.write(str(len(document)))
            return 0
        page, side = document[int(arguments[0])], int(arguments[1])
        bitmap = page.render(
            scale=side / max(page.get_size()), rev_byteorder=True, force_bitmap_format=pdfium.raw.FPDFBitmap_BGR
        )
    except pdfium.PdfiumError as error:
        return LOCKED if getattr(error, "err_code", None) == PASSWORD else BROKEN
    except (IndexError, ValueError, ZeroDivisionError, OverflowError, MemoryError):
        return BROKEN
    sys.stdout.buffer.write(SIZES.pack(bitmap.width, bitmap.height, bitmap.stride))
    sys.stdout.buffer.write(bytes(bitmap.buffer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
