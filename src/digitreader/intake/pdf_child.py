"""Counts the pages of a PDF or draws one: PDFium is large, written in C++ and not safe with threads.

pdf.py runs it in the sandbox, with the PDF on standard input. It writes the number of pages; or a page's width, height
and bytes a row, each on a line, then its rows of RGB. The exit status is PDFium's own number for what went wrong.
"""

import sys

import pypdfium2 as pdfium

UNKNOWN = 1  # PDFium's number for an error of no other kind


def main(arguments: list[str]) -> int:
    """Answer one question about the PDF.

    Args:
        arguments: none for the number of pages; or a page, from 0, and the longer side of its picture in pixels.
    """
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
        if not arguments:
            sys.stdout.write(str(len(document)))
            return 0
        page, side = document[int(arguments[0])], int(arguments[1])
        scale = side / max(page.get_size())
        bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=pdfium.raw.FPDFBitmap_BGR)
    except pdfium.PdfiumError as error:
        return getattr(error, "err_code", None) or UNKNOWN
    except (IndexError, ValueError, ZeroDivisionError, OverflowError):
        return UNKNOWN
    sys.stdout.buffer.write(b"%d\n%d\n%d\n" % (bitmap.width, bitmap.height, bitmap.stride))
    sys.stdout.buffer.write(bytes(bitmap.buffer))
    return 0
