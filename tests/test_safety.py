"""Nothing of a visitor's is executed, and nothing leaks: what the source itself must and must not say."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "digitreader"
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))
}
OUR_OWN_PICTURES = {"ui/model/digits_view.py", "output/encoded.py"}  # files of the project, and tiles that it made


def said(pattern: str) -> list[tuple[str, str]]:
    """The file and the match, for every place in the source."""
    return [(path, found) for path, text in SOURCES.items() for found in re.findall(pattern, text)]


def test_pictures_are_decoded_in_the_gate_alone():
    assert {name for name, _ in said(r"\bImage\.open\(")} - OUR_OWN_PICTURES == {"intake/photo.py"}
    assert said(r"\b(?:imdecode|imread|imdecodemulti)\b") == []
    assert {name for name, _ in said(r"\b(?:open_heif|register_heif_opener)\b")} == {"intake/heic_child.py"}


def test_pillow_is_told_which_formats_it_may_open():
    assert all("formats=" in found for name, found in said(r"\bImage\.open\([^\n]*") if name == "intake/photo.py")


@pytest.mark.parametrize(
    "word", [r"\bpickle\.loads?\b", r"\beval\(", r"\bexec\(", r"\bos\.system\b", r"shell=True", r"yaml\.load\b"]
)
def test_nothing_is_executed_that_could_be_a_visitors(word):
    assert said(word) == []


def test_arrays_are_loaded_without_objects_and_networks_without_code():
    assert all("allow_pickle=False" in call for _, call in said(r"\bnp\.load\([^\n]*"))
    calls = said(r"\bload_model\([^\n]*")
    assert calls
    assert all("safe_mode=True" in call for _, call in calls)


def test_pages_refuse_uploads_and_sockets_of_other_places_and_show_no_tracebacks():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["enableXsrfProtection"] is True
    assert config["server"]["enableCORS"] is True  # Streamlit's name for closing it
    assert config["client"]["showErrorDetails"] == "none"


def test_logs_hold_no_names_of_files():
    logged = said(r"\b(?:log|logger)\.\w+\(\s*\"[^\"]*\"([^\n]*)")
    assert logged
    assert [call for call in logged if re.search(r"\b(?:name|names|file|path|exif)\b", call[1])] == []
