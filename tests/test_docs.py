"""What the documentation shows is true."""

import doctest
import re
from pathlib import Path

import pytest

from digitreader.api.limits import Limits
from digitreader.api.openapi import REFUSED, description
from digitreader.api.problem import code_of
from digitreader.errors import ReadError

API = (Path(__file__).parents[1] / "docs" / "api.md").read_text()


def test_the_examples_for_python_run_as_they_stand() -> None:
    examples = "\n".join(re.findall(r"```python\n(.*?)```", API, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/api.md", "docs/api.md", 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert result.attempted > 10
    assert "".join(said) == ""


@pytest.mark.parametrize("status", sorted(REFUSED))
def test_every_status_of_the_api_is_explained(status: str) -> None:
    assert re.search(rf"^\| [\d, ]*{status}", API, re.MULTILINE)


def test_every_address_and_limit_is_named() -> None:
    limits = Limits()
    assert all(f" {path}`" in API for path in description(limits, with_token=False)["paths"])
    assert f"at most {limits.files} of at most {limits.file_bytes // 10**6} MB each" in API
    assert f"{limits.request_bytes // 10**6} MB in all" in API
    assert f"At most {limits.requests} requests" in API
    assert f"in {limits.held_bytes // 10**6} MB together" in API


def test_every_code_of_the_api_is_explained() -> None:
    folder = Path(__file__).parents[1] / "src" / "digitreader" / "api"
    sources = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = r'(?:Problem\(\s*(?:\d+|UNREADABLE),\s*|\d{3}: \(|OUR_FAULT = )"([a-z_]+)"'
    codes = {*re.findall(named, sources), *(code_of(kind("")) for kind in ReadError.__subclasses__())}
    assert {"unauthorized", "nothing_read", "our_fault", "not_found", "too_much_writing"} <= codes
    assert not [code for code in codes if f"`{code}`" not in API]
