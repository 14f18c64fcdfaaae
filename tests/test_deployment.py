"""The examples of docs/deployment.md."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from attack.proxy import write_config

ROOT = Path(__file__).parents[1]
CONFIG = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_understands_its_example(tmp_path: Path) -> None:
    done = subprocess.run(
        ["nginx", "-t", "-c", write_config(tmp_path, 8080, 8501)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_example_lets_in_what_the_server_takes() -> None:
    from digitreader.api.limits import Limits

    assert f"client_max_body_size  {Limits.request_bytes // 10**6 + 1}m;" in CONFIG
    assert "proxy_set_header Host $http_host;" in CONFIG  # or every socket and form would be another page's


def test_what_may_be_left_out_is_what_the_app_does_not_ask_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [re.split("[<>=]", word)[0] for word in project["dependencies"] + project["optional-dependencies"]["app"]]
    pinned = re.findall(r"^([a-z-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    left_out = re.search(r"^\| without (.*?) \|", page, re.MULTILINE)
    assert left_out
    assert set(re.findall(r"`([a-z-]+)`", left_out[1])) == set(pinned) - set(needed)
