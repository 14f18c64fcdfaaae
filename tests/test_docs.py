"""What the documentation shows is true, and nothing is left undocumented."""

import argparse
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from digitreader import errors
from digitreader.api.limits import Limits
from digitreader.api.openapi import REFUSED, description
from digitreader.atomic_write import TERMINATED
from digitreader.cli import main as command_line

ROOT = Path(__file__).parents[1]
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
BULK = (ROOT / "docs" / "bulk.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
}
README_LINES = 160
DEMO_BYTES = 1_000_000
WITHOUT_MIRROR = {"samples"}  # folders of the package that hold no modules


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    parser = command_line._parser()
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def shell_lines(text: str) -> Iterator[str]:
    """The commands of a page's shell blocks, without comments."""
    for block in re.findall(r"```(?:sh|powershell)\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if command := re.sub(r"\s+#.*$|^#.*$", "", line).strip():
                yield command


COMMANDS = [(page, line) for page, text in PAGES.items() for line in shell_lines(text)]


def errors_of_the_package() -> set[type[errors.DigitReaderError]]:
    """Every kind of error that is shown to people."""
    kinds = {errors.DigitReaderError}
    while more := {child for kind in kinds for child in kind.__subclasses__()} - kinds:
        kinds |= more
    return kinds


@pytest.mark.parametrize("page", [page for page, text in PAGES.items() if ">>> " in text])
def test_the_examples_for_python_run_as_they_stand(page: str) -> None:
    examples = "\n".join(re.findall(r"```python\n(>>> .*?)```", PAGES[page], re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, page, page, 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert result.attempted > 1
    assert "".join(said) == ""


@pytest.mark.parametrize(
    ("page", "command"), [(page, line) for page, line in COMMANDS if re.search(r"\bdigitreader [a-z]", line)]
)
def test_the_commands_that_pages_show_are_understood(page: str, command: str) -> None:
    words = command.split("digitreader ", 1)[1].split(" &&")[0].split()
    command_line._parser().parse_args([word.strip('"') for word in words])


@pytest.mark.parametrize("command", sorted(parsers()))
def test_every_command_has_help_and_its_options_are_documented(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        command_line.main([command, "--help"])
    assert f"digitreader {command}" in capsys.readouterr().out
    assert f"digitreader {command}" in CLI
    options = {name for action in parsers()[command]._actions for name in action.option_strings if name[:2] == "--"}
    page = BULK if command == "bulk" else CLI
    assert {name for name in options - {"--help"} if f"`{name}" not in page} == set()


def test_every_exit_code_is_documented() -> None:
    codes = {0, 2, command_line.INTERRUPTED, command_line.PIPE_CLOSED, TERMINATED}
    codes |= {kind.exit_code for kind in errors_of_the_package() if hasattr(kind, "exit_code")}
    assert {code for code in codes if not re.search(rf"^\| {code} \|", CLI, re.MULTILINE)} == set()


@pytest.mark.parametrize(
    "target", sorted({word for _, line in COMMANDS for word in re.findall(r"^make ([a-z-]+)", line)})
)
def test_the_make_targets_that_pages_show_exist(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_that_are_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"", PAGES[page])
    assert [link for pair in links for link in pair if link and not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("status", sorted(REFUSED))
def test_every_status_of_the_api_is_explained(status: str) -> None:
    assert re.search(rf"^\| [\d, ]*{status}", API, re.MULTILINE)


@pytest.mark.parametrize("kind", sorted(kind.__name__ for kind in errors.ReadError.__subclasses__()))
def test_the_apis_code_of_every_error_is_explained(kind: str) -> None:
    code = re.sub(r"(?<!^)([A-Z])", r"_\1", kind).lower()
    assert f"`{code}`" in API


def test_every_address_and_limit_is_named() -> None:
    limits = Limits()
    assert all(f" {path}`" in API for path in description(limits, with_token=False)["paths"])
    assert f"at most {limits.files} of at most {limits.file_bytes // 10**6} MB each" in API
    assert f"{limits.request_bytes // 10**6} MB in all" in API
    assert f"At most {limits.requests} requests" in API
    assert f"in {limits.held_bytes // 10**6} MB together" in API


def test_the_readme_wins_a_reader_quickly() -> None:
    assert len(PAGES["README.md"].splitlines()) <= README_LINES
    assert (ROOT / "docs" / "demo.gif").stat().st_size < DEMO_BYTES


def folders(root: Path) -> set[str]:
    """The folders below a folder that git would keep."""
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir() and any(path.glob("*.*"))}
    return {name for name in found if "__pycache__" not in name}


def test_the_tree_in_contributing_is_the_tree_on_disk() -> None:
    block = re.search(r"```\nsrc/digitreader/\n(.*?)```", CONTRIBUTING, re.DOTALL)
    assert block
    told: set[str] = set()
    parents: list[str] = []
    for line in block[1].splitlines():
        depth, name = (len(line) - len(line.lstrip())) // 2 - 1, line.split("/")[0].strip()
        parents = [*parents[:depth], name]
        told.add("/".join(parents))
    assert told == folders(ROOT / "src" / "digitreader")


def untested(folders_of_the_package: set[str], modules_of_tests: set[str]) -> set[str]:
    """The folders with no test module in the same folder of the tests and none of their name beside it."""
    tested = {Path(module).parent.as_posix() for module in modules_of_tests}
    named = {module.replace("test_", "").removesuffix(".py") for module in modules_of_tests}
    return folders_of_the_package - tested - named


def test_the_tests_mirror_the_package() -> None:
    modules = {path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert untested(folders(ROOT / "src" / "digitreader") - WITHOUT_MIRROR, modules) == set()


def test_a_folder_without_tests_is_found() -> None:
    modules = {"ui/read/test_stack.py", "ui/test_words.py", "evaluation/test_corruptions.py"}
    assert untested({"ui", "ui/read", "evaluation/corruptions", "ui/reader"}, modules) == {"ui/reader"}


def test_every_code_of_the_api_is_explained() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/digitreader/api").glob("*.py"))
    named = r'(?:Problem\(\s*(?:\d+|UNREADABLE),\s*|\d{3}: \(|OUR_FAULT = )"([a-z_]+)"'
    codes = set(re.findall(named, sources))
    assert {"unauthorized", "nothing_read", "our_fault", "not_found"} <= codes
    assert not [code for code in codes if f"`{code}`" not in API]
