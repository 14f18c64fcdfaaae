"""The examples of docs/deployment.md."""

import shutil
import subprocess
from pathlib import Path

import pytest
from attack.proxy import write_config

CONFIG = (Path(__file__).parents[1] / "docs" / "nginx.conf").read_text(encoding="utf-8")


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
