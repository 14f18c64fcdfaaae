"""The app as a visitor meets it: the server started as the README says, a real Chromium in front of it."""

import io
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest
from browsing import click_still, expect_entered, expect_no_sideways_scroll, settle
from PIL import Image
from playwright.sync_api import Page, WebSocketRoute, expect

from digitreader.ui.samples import FOLDER

POSTCODES = "02139\n00501\n07030\n04101\n01890\n"


def download(page: Page, button: str) -> tuple[str, bytes]:
    """Click a download button and return the file's name and content."""
    with page.expect_download() as started:
        click_still(page.get_by_role("button", name=button, exact=True))
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def upload(page: Page, *files: str) -> None:
    """Upload sample pictures, and wait until all are read."""
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    page.locator("input[type=file]").set_input_files([str(FOLDER / file) for file in files])
    page.get_by_text(f"{len(files)} photo{'s' if len(files) > 1 else ''} read").wait_for()


def test_a_visitor_uploads_a_photo_and_takes_its_text_home(address: str, page: Page) -> None:
    page.goto(address)
    expect_entered(page, f"{address}/", "Read", "Read handwritten digits")
    upload(page, "postcodes.jpg")
    expect(page.get_by_test_id("stCode")).to_have_text(POSTCODES.strip(), use_inner_text=True)
    assert download(page, "Download text") == ("postcodes.txt", POSTCODES.encode())
    assert page.get_by_test_id("stCode").count() == 1  # the download has taken nothing away


def test_several_photos_come_home_in_one_file(address: str, page: Page) -> None:
    page.goto(address)
    upload(page, "postcodes.jpg", "phone-number.jpg")
    expected = f"== postcodes.jpg ==\n{POSTCODES}== phone-number.jpg ==\n01632960174\n"
    assert download(page, "Download all 2 texts") == ("digits.txt", expected.encode())


PASTE = """(place, base64) => {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "image.png", {type: "image/png"}));
  place.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_copied_picture_is_pasted_into_the_uploader(address: str, page: Page) -> None:
    stream = io.BytesIO()
    with Image.open(FOLDER / "phone-number.jpg") as picture:
        picture.save(stream, "PNG")
    page.goto(address)
    settle(page)
    field = page.get_by_test_id("stFileUploaderDropzone")
    field.focus()
    field.evaluate(PASTE, b64encode(stream.getvalue()).decode())
    expect(page.get_by_test_id("stCode")).to_have_text("01632960174")


def test_the_uploader_is_ready_for_more_and_starting_over_leaves_nothing(address: str, page: Page) -> None:
    page.goto(address)
    upload(page, "phone-number.jpg")
    expect(page.get_by_test_id("stFileUploader")).to_have_count(1)  # the full one has made way for an empty one
    expect(page.get_by_test_id("stFileUploader")).not_to_contain_text("phone-number.jpg")
    uploader = page.locator("input[type=file]").element_handle()
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    page.wait_for_function("uploader => !uploader.isConnected", arg=uploader)  # a new one takes its place
    upload(page, "phone-number.jpg")


def test_the_first_visitor_may_come_to_read_by_its_address(fresh: str, page: Page) -> None:
    page.goto(f"{fresh}/read")
    expect_entered(page, f"{fresh}/read", "Read", "Read handwritten digits")
    settle(page)
    page.get_by_role("button", name="Phone number", exact=True).click()
    expect(page.get_by_test_id("stCode")).to_have_text("01632960174")


def test_a_correction_changes_what_is_downloaded(address: str, page: Page) -> None:
    page.goto(address)
    upload(page, "phone-number.jpg", "postcodes.jpg")
    page.get_by_text("Options for checking").click()
    page.get_by_label("Digits in each number").fill("5")
    page.keyboard.press("Enter")
    page.get_by_text("1 line left to check").wait_for()  # eleven digits are not five
    click_still(page.get_by_text("Go through every line"))
    page.get_by_text("6 lines left to check").wait_for()
    says = page.get_by_role("textbox", name="What does it say?")
    says.fill("01632 960175")
    page.keyboard.press("Enter")
    page.get_by_text("2 of 6", exact=True).wait_for()
    expect(says).to_have_value("")
    expect(says).to_be_focused()  # who types goes on typing
    page.get_by_role("button", name="Accept").click()  # the next line is right
    page.get_by_text("4 lines left to check").wait_for()
    page.get_by_text("line 1 was read as 01632960174").wait_for()
    expected = f"== phone-number.jpg ==\n01632 960175\n== postcodes.jpg ==\n{POSTCODES}"
    assert download(page, "Download all 2 texts") == ("digits.txt", expected.encode())
    page.get_by_text("More formats").click()
    name, table = download(page, "CSV")
    assert name == "digits.csv"
    assert table.decode().splitlines()[1].startswith('"phone-number.jpg","1","01632960174","01632 960175","true"')
    assert download(page, "Excel (XLSX)")[1].startswith(b"PK")
    assert download(page, "Corrections to learn from (ZIP)")[0] == "corrections.zip"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ZIP file of 32 photos, each a little different, the fourth of which is cut short."""
    path = tmp_path_factory.mktemp("stack") / "class.zip"
    with zipfile.ZipFile(path, "w") as archive, Image.open(FOLDER / "phone-number.jpg") as photo:
        for number in range(32):
            stream = io.BytesIO()
            photo.crop((number, 0, *photo.size)).save(stream, "JPEG")
            archive.writestr(f"{number:02}.jpg", stream.getvalue()[: 3000 if number == 3 else None])
    return path


def put_in(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    page.locator("input[type=file]").set_input_files([str(file) for file in files])


def cancel(page: Page) -> None:
    page.get_by_test_id("stButton").get_by_role("button", name="Cancel", exact=True).dispatch_event("click")


def test_a_broken_photo_in_the_middle_costs_no_other(address: str, page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes((FOLDER / "parcel.jpg").read_bytes()[:3000])
    page.goto(address)
    put_in(page, FOLDER / "postcodes.jpg", broken, FOLDER / "phone-number.jpg")
    page.get_by_text("2 photos read, 1 file not").wait_for()
    expect(page.get_by_test_id("stCode")).to_have_count(2)
    page.get_by_text("Not read (1)").click()
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    expect(page.get_by_role("heading", name="broken.jpg")).to_be_visible()


def test_a_stack_is_cancelled_at_once_and_goes_on_on_every_screen(address: str, page: Page, stack: Path) -> None:
    page.goto(address)
    put_in(page, stack)
    cancel(page)
    page.get_by_text("Stopp").first.wait_for(timeout=10_000)  # about a second where the machine has time
    page.get_by_role("button", name="Read the rest").click()
    page.get_by_text("31 photos read, 1 file not").wait_for()
    expect(page.get_by_test_id("stButton").get_by_role("button", name="Cancel", exact=True)).to_have_count(0)
    expect(page.get_by_text("Remove class.zip")).to_have_count(10)
    page.get_by_role("button", name="Page 4", exact=True).click()
    expect(page.get_by_text("Remove class.zip")).to_have_count(2)
    expect_no_sideways_scroll(page)


def test_a_stack_is_read_on_while_another_page_is_open(address: str, page: Page, stack: Path) -> None:
    page.goto(f"{address}/read")
    put_in(page, stack)
    page.get_by_test_id("stProgress").wait_for()
    page.get_by_role("link", name="Model", exact=True).click()
    page.get_by_text("under which licence").wait_for()
    page.get_by_role("link", name="Read", exact=True).click()
    page.get_by_text("31 photos read, 1 file not").wait_for()


def test_a_lost_connection_loses_nothing(address: str, page: Page, stack: Path) -> None:
    sockets: list[WebSocketRoute] = []

    def through(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    page.route_web_socket("**/_stcore/stream", through)
    page.goto(address)
    put_in(page, stack)
    page.get_by_test_id("stProgress").wait_for()
    sockets[-1].close()
    for _ in range(200):
        if len(sockets) > 1:
            break
        page.wait_for_timeout(100)  # until the page has found its server again
    assert len(sockets) > 1
    page.get_by_text("31 photos read, 1 file not").wait_for()


def test_the_camera_is_asked_for_only_when_it_is_wanted(address: str, page: Page) -> None:
    page.goto(address)
    page.get_by_role("button", name="Phone number", exact=True).wait_for()
    expect(page.locator("video")).to_have_count(0)
    page.get_by_text("Use the camera").click()
    page.wait_for_function("document.querySelector('video')?.readyState >= 3")
    click_still(page.get_by_role("button", name="Take Photo"))
    page.get_by_role("heading", name="camera.jpg").wait_for()  # the fake device shows no writing; that is no fault


def test_a_photo_on_its_side_is_turned_before_it_is_read(address: str, page: Page, tmp_path: Path) -> None:
    with Image.open(FOLDER / "phone-number.jpg") as photo:
        photo.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "sideways.jpg", quality=95)
    page.goto(address)
    page.get_by_text("Turn or crop photos").click()
    page.get_by_role("switch").or_(page.get_by_role("checkbox")).first.wait_for()
    put_in(page, tmp_path / "sideways.jpg")
    click_still(page.get_by_role("button", name="Turn right"))
    click_still(page.get_by_role("button", name="Read this photo"))
    expect(page.get_by_test_id("stCode")).to_have_text("01632960174")
