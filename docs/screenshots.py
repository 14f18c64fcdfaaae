"""Take the README's pictures of the app anew, the moving one too: `make screenshots`. Needs Chromium and "dev"."""

import io
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from drawn import Stroke, draw_with_mouse
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

DOCS = Path(__file__).parent
SAMPLES = DOCS.parent / "src" / "digitreader" / "samples"
PATIENCE = 60  # seconds
COLOURS = 192  # of a picture; photos stay smooth enough, and a file small
MOST_BYTES = 250_000
DEMO_BYTES, DEMO_COLOURS, DEMO_WIDTH = 1_000_000, 96, 800  # of the moving picture; bytes, colours, pixels
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}  # pixels
SEVEN: Stroke = [(90, 55), (180, 55), (160, 100), (130, 190)]  # pixels of the field
FOUR: list[Stroke] = [[(240, 50), (215, 130), (290, 130)], [(270, 90), (265, 195)]]


@contextmanager
def served() -> Iterator[str]:
    """Start the app and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true"]
    server = subprocess.Popen([*command, f"--server.port={port}"], cwd=DOCS.parent)
    try:
        _wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    """Return when something answers at an address."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def read(page: Page, address: str) -> None:
    """Show a result."""
    page.goto(f"{address}/read")
    page.locator("input[type=file]").set_input_files(SAMPLES / "postcodes.jpg")
    page.get_by_role("button", name="Read aloud").wait_for()
    to_top(page, page.get_by_role("heading", name="postcodes.jpg", exact=True))


def check(page: Page, address: str) -> None:
    """Show a line that breaks a rule, beside its input."""
    page.goto(f"{address}/read")
    page.locator("input[type=file]").set_input_files(SAMPLES / "phone-number.jpg")
    page.get_by_text("Options for checking").click()
    page.get_by_label("Digits in each number").fill("10")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Accept").wait_for()
    to_top(page, page.get_by_role("heading", name="Check", exact=True))


def draw(page: Page, address: str) -> None:
    """Show two digits drawn by hand."""
    page.goto(f"{address}/draw")
    page.get_by_text("Your turn.").wait_for()
    draw_with_mouse(page, page.locator("canvas.upper-canvas"), [SEVEN, *FOUR])
    page.get_by_test_id("stCode").get_by_text("74").wait_for()


def how_it_reads(page: Page, address: str) -> None:
    """Show the first stages."""
    page.goto(f"{address}/how_it_reads")
    page.get_by_role("heading", name="Decide together").wait_for()


def model(page: Page, address: str) -> None:
    """Show the first figures."""
    page.goto(f"{address}/model")
    page.get_by_text("under which licence").wait_for()
    page.get_by_test_id("stVegaLiteChart").locator("canvas, svg.marks").first.wait_for()


def to_top(page: Page, element: Locator) -> None:
    """Scroll until an element stands below the menu."""
    element.evaluate("found => found.scrollIntoView()")
    page.get_by_test_id("stMain").evaluate("main => main.scrollBy(0, -80)")


def take(browser: Browser, address: str, name: str, show: Callable[[Page, str], None], *, phone: bool = False) -> None:
    """Take a picture: on a desktop in the light, or on a phone in the dark."""
    scheme: Literal["dark", "light"] = "dark" if phone else "light"
    size = PHONE if phone else DESKTOP
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    show(page, address)
    page.wait_for_timeout(2000)  # milliseconds; until charts and pictures stand still
    _save(page.screenshot(), DOCS / f"{name}.png")
    context.close()


def _save(png: bytes, path: Path) -> None:
    """Save a picture in few colours."""
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} has {path.stat().st_size:,} bytes; at most {MOST_BYTES:,} are wanted.")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def demo(browser: Browser, address: str) -> None:
    """Take the moving picture: drop a photo, its text appears, correct a digit."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    frames: list[tuple[bytes, int]] = []  # with the milliseconds that each is shown

    def shoot(shown: int, wait: int = 1000) -> None:
        page.wait_for_timeout(wait)
        frames.append((page.screenshot(), shown))

    page.goto(f"{address}/")
    uploader = page.locator("input[type=file]")
    uploader.wait_for(state="attached")
    shoot(1500, 2500)
    uploader.set_input_files(SAMPLES / "phone-number.jpg")
    page.get_by_role("button", name="Read aloud").wait_for()
    to_top(page, page.get_by_role("heading", name="phone-number.jpg", exact=True))
    shoot(2500, 2000)
    page.get_by_test_id("stExpander").filter(has_text="check digit").locator("summary").click()
    page.get_by_label("Digits in each number").fill("10")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Accept").wait_for()
    to_top(page, page.get_by_role("heading", name="Check", exact=True))
    shoot(2500, 2000)
    answer = page.get_by_placeholder("01632960174")
    answer.fill("1632960174")
    shoot(2000)
    answer.press("Enter")
    page.get_by_test_id("stCode").get_by_text("1632960174", exact=True).first.wait_for()
    to_top(page, page.get_by_role("heading", name="phone-number.jpg", exact=True))
    shoot(3000, 2000)
    context.close()
    _save_demo(frames, DOCS / "demo.gif")


def _save_demo(frames: list[tuple[bytes, int]], path: Path) -> None:
    """Save frames as an animated GIF in few colours."""
    images = []
    for png, _ in frames:
        with Image.open(io.BytesIO(png)) as image:
            small = image.convert("RGB")
        small.thumbnail((DEMO_WIDTH, DEMO_WIDTH), Image.Resampling.LANCZOS)
        images.append(small.quantize(DEMO_COLOURS, dither=Image.Dither.NONE))
    first, *others = images
    durations = [shown for _, shown in frames]
    first.save(path, save_all=True, append_images=others, duration=durations, loop=0, optimize=True)
    if path.stat().st_size >= DEMO_BYTES:
        raise SystemExit(f"{path.name} has {path.stat().st_size:,} bytes; fewer than {DEMO_BYTES:,} are wanted.")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for show in (read, check, draw, how_it_reads, model):
            take(browser, address, show.__name__.replace("_", "-"), show)
        take(browser, address, "read-phone", read, phone=True)
        demo(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
