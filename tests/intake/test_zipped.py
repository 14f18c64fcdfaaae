"""ZIP files, friendly and hostile."""

import zipfile

import pytest
from packed import picture, with_lies, with_password, zipped

from digitreader.errors import DamagedPhoto, Locked, ReadError, TooLarge, UnknownFormat
from digitreader.intake.file_type import PNG
from digitreader.intake.zip_listing import Member, list_members
from digitreader.intake.zipped import unpack
from digitreader.settings.intake import ZipSettings


def names(members: tuple[Member, ...]) -> list[str]:
    return [member.name for member in members]


def test_the_pictures_of_an_archive_come_in_its_order() -> None:
    data = zipped({"b.png": picture(1), "folder/a.png": picture(2)})
    members = list_members(data)
    assert names(members) == ["b.png", "folder/a.png"]
    assert [unpack(data, member.index) for member in members] == [picture(1), picture(2)]


def test_a_picture_is_told_by_its_bytes_whatever_its_name() -> None:
    members = list_members(zipped({"photo.jpg": b"hello", "letter.doc": picture()}))
    assert names(members) == ["letter.doc", ""]
    assert "1 file in this ZIP file is no photo" in members[1].refusal


@pytest.mark.parametrize("litter", ["__MACOSX/._a.png", ".hidden.png", ".cache/a.png", "x/Thumbs.db", "folder/"])
def test_what_computers_leave_behind_is_passed_over(litter: str) -> None:
    assert names(list_members(zipped({litter: picture(), "a.png": picture()}))) == ["a.png"]


def test_an_archive_without_pictures_says_so() -> None:
    with pytest.raises(UnknownFormat, match="no photo in this ZIP"):
        list_members(zipped({"notes.txt": b"hello"}))


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 400, zipped({"a.png": picture()})[:-30]])
def test_a_broken_archive_ends_in_a_sentence(data: bytes) -> None:
    with pytest.raises(DamagedPhoto, match="damaged or was cut short"):
        list_members(data)


def test_a_broken_picture_spoils_no_other() -> None:
    data = bytearray(zipped({"a.png": picture(1), "b.png": picture(2), "c.png": picture(3)}, zipfile.ZIP_STORED))
    place = data.find(picture(2))
    data[place + 200] ^= 0xFF
    members = list_members(bytes(data))
    assert unpack(bytes(data), members[0].index) == picture(1)
    with pytest.raises(DamagedPhoto, match="damaged inside its ZIP"):
        unpack(bytes(data), members[1].index)
    assert unpack(bytes(data), members[2].index) == picture(3)


def test_a_picture_with_a_password_says_what_to_do() -> None:
    data = with_password(zipped({"a.png": picture()}))
    assert "password" in list_members(data)[0].refusal
    with pytest.raises(Locked, match="protected by a password"):
        unpack(data, 0)


def test_archives_and_pdfs_in_an_archive_are_not_opened() -> None:
    members = list_members(zipped({"in.zip": zipped({"a.png": picture()}), "b.pdf": b"%PDF-1.4", "c.png": picture()}))
    assert ["ZIP file inside" in m.refusal for m in members] == [True, False, False]
    assert ["PDF inside" in m.refusal for m in members] == [False, True, False]


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_cannot_be_bounded_are_not_unpacked(packing: int) -> None:
    data = zipped({"a.png": picture()}, packing)
    assert "unusual way" in list_members(data)[0].refusal
    with pytest.raises(UnknownFormat):
        unpack(data, 0)


def test_a_bomb_is_put_down_when_it_has_grown_too_large() -> None:
    data = zipped({"bomb.png": PNG.magic + b"\0" * 30_000_000})
    assert len(data) < 60_000
    with pytest.raises(TooLarge, match="2 MB when it is unpacked"):
        unpack(data, list_members(data)[0].index, ZipSettings(max_bytes=2_000_000))


def test_a_bomb_that_lies_about_its_size_is_never_unpacked_beyond_its_lie() -> None:
    data = with_lies(zipped({"bomb.png": PNG.magic + b"\0" * 30_000_000}), 1_000)
    with pytest.raises(ReadError):
        unpack(data, list_members(data)[0].index)


def test_no_more_pictures_are_taken_than_a_session_keeps() -> None:
    members = list_members(zipped({f"{number}.png": picture() for number in range(ZipSettings().max_pictures + 3)}))
    assert len(members) == ZipSettings().max_pictures + 1
    assert members[-1].refusal.startswith("3 more photos in this ZIP file were left out")


def test_many_large_pictures_are_bounded_together() -> None:
    files = {f"{number}.png": PNG.magic + b"\0" * 992 for number in range(4)}
    members = list_members(zipped(files), ZipSettings(max_bytes_in_all=2_500))
    assert names(members) == ["0.png", "1.png", ""]
    assert members[-1].refusal.startswith("2 more photos")


def test_a_list_without_end_is_not_read() -> None:
    with pytest.raises(TooLarge, match="more than 20 files"):
        list_members(zipped({f"{number}.txt": b"" for number in range(21)}), ZipSettings(max_entries=20))
