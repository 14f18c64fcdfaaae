"""What a file may cost, and what is made of it before ink is looked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChildLimits:
    """What a child process may take."""

    memory: int  # bytes beyond what its libraries take
    processor: int  # seconds
    clock: float  # seconds; a busy machine is slow, but not for ever


@dataclass(frozen=True)
class PhotoSettings:
    """What a photo may cost, and the size it is worked on."""

    max_bytes: int = 20_000_000  # a 12-megapixel phone JPEG has 2 to 6 MB
    max_pixels: int = 50_000_000  # of a JPEG, which is decoded reduced; today's phones give 12, some 48 million
    max_heic_pixels: int = 30_000_000  # decoded whole, in 165 MB; iPhones give 12 or 24 million
    max_pixel_bytes: int = 100_000_000  # bytes of a PNG's pixels, which are decoded whole
    max_decoder_bytes: int = 152_000_000  # bytes held while decoding; a progressive JPEG of 50 megapixels needs 150 MB
    max_jpeg_segments: int = 20_000  # 64 scans with tables each, 255 of a colour profile, some hundred of XMP are 1,000
    max_jpeg_tables: int = 500_000  # bytes; 64 scans with new tables each take 150,000
    long_jpeg_fill: int = 1_000  # bytes FF in a row; encoders write a few, and longer runs are shortened
    max_png_chunks: int = 20_000  # 20 MB in pieces of a kilobyte; usual are 8 to 64 kilobytes
    max_heic_boxes: int = 4_000  # a photo of 48 megapixels in tiles has 200 pictures with some properties each
    heic_limits: ChildLimits = ChildLimits(175_000_000, 2, 12.0)  # 30 megapixels take 165 MB and a second
    max_scans: int = 64  # of a JPEG, each of which goes over the whole picture; progressive ones have about 10
    max_blocks_visited: int = 14_000_000  # blocks visited in all scans; those 50 megapixels in 10 scans need 7 million
    arithmetic_cost: int = 16  # times the work of Huffman coding, where coefficients cost next to no bits
    max_decoders: int = 2  # pictures decoded at the same time; the largest take 250 MB each
    decoding_wait: float = 10.0  # seconds that a photo waits for its turn to be decoded
    max_side: int = 16_384  # pixels; no camera gives more
    min_side: int = 8  # pixels; a legible digit is at least that tall
    working_side: int = 2_048  # pixels; a page of 8 x 14 digits still has 50 pixels a digit
    strip_above: int = 4_200_000  # pixels; larger pictures are converted in strips, not whole: a copy costs memory
    strip_pixels: int = 250_000  # pixels of such a strip; its conversion holds 3 MB at most
    heic_rows: int = 64  # times the reduction; rows of a HEIC that are converted at once
    draft_share: float = 0.75  # of the working side is left at least where the JPEG decoder itself reduces
    small_height: int = 160  # pixels; crops of one line are enlarged towards this before ink is looked for
    small_width: int = 1_000  # pixels; but never beyond this
    max_enlargement: float = 4.0  # times; more only blurs


@dataclass(frozen=True)
class CropRotateSettings:
    """What turning and cropping makes of a photo before it is read."""

    full_side: int = 4_096  # pixels; 12 megapixels stay as they are, 48 are halved, as the pipeline would
    preview_side: int = 900  # pixels; as wide as the page shows it
    jpeg_quality: int = 95  # thin strokes stay clean
    veil: float = 0.35  # of its brightness is left of what a preview will lose


@dataclass(frozen=True)
class ZipSettings:
    """What is taken out of one ZIP file."""

    max_entries: int = 2_000  # of any kind; a longer list only costs memory
    max_pictures: int = 100  # more results than that a session does not keep
    max_bytes: int = 20_000_000  # unpacked, of one picture; as many as an upload may have
    max_bytes_in_all: int = 200_000_000  # unpacked; 20 MB of photos, packed already, unpack to about 20 MB
    piece: int = 1 << 20  # bytes that are unpacked at once; no picture is held beyond its limit by more


@dataclass(frozen=True)
class PdfSettings:
    """What is drawn of one PDF."""

    max_pages: int = 100  # more results than that a session does not keep
    page_side: int = 2_500  # pixels; a page of A4 at 214 dots an inch, a little more than the pipeline works with
    jpeg_quality: int = 95  # thin strokes stay clean
    limits: ChildLimits = ChildLimits(175_000_000, 3, 20.0)  # a page; scans of 600 dots an inch: 60 MB, 0.5 seconds
    seconds_at_first: float = 10.0  # of the processor for a whole PDF, ...
    seconds_a_page: float = 1.0  # ... and so many more for each page; a hundred pages that take 3 seconds are no scan


@dataclass(frozen=True)
class NameSettings:
    """The names that files are shown by."""

    longest: int = 120  # letters; longer names are shortened in their middle, for the end tells files apart
