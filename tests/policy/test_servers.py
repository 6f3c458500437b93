"""nginx and Apache, as Debian packs them, serve a site with the headers that the build wrote."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.policy.site_policy import APACHE, NGINX, UNDERSCORE
from tests.pages.company import REQUIRED, built, tiny, write_project

pytestmark = pytest.mark.slow

#: Includes the headers in the server, and once more where a location has a header of its own.
NGINX_CONF = """
daemon off; pid {work}/pid; error_log {work}/log;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    include {site}/headers.nginx.conf;
    location /downloads/ {{
      add_header Cache-Control "no-cache";
      include {site}/headers.nginx.conf;
    }}
    location /json/ {{ add_header Cache-Control "no-cache"; }}
  }}
}}
"""
APACHE_CONF = """
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/log
DefaultRuntimeDir {work}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
TypesConfig /etc/mime.types
DocumentRoot {site}
<Directory {site}>
  AllowOverride FileInfo
  Require all granted
</Directory>
"""
MODULES = Path("/usr/lib/apache2/modules")
PAGES = ("/", "/data/", "/downloads/recommend.csv", "/downloads/no-such-file")
Answer = tuple[int, Mapping[str, list[str]]]


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """Outside pytest's folders, which it keeps from other users: a server reads as another one."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        options = {"promise_goal": None}
        yield built(write_project(folder, tiny(*REQUIRED), options=options)).folder


def stated(site: Path) -> dict[str, str]:
    """The headers that the build wrote."""
    return dict(re.findall(r"^  ([\w-]+): (.+)$", (site / UNDERSCORE).read_text(), re.MULTILINE))


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        if os.environ.get("CX_REQUIRE_SERVERS"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed: apt install {name}")
    return found


@contextmanager
def serving(
    command: list[str], conf: Path, text: str, site: Path
) -> Iterator[Callable[..., Answer]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    work = conf.parent
    conf.write_text(text.format(work=work, port=port, site=site, modules=MODULES))

    def ask(path: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path)
        answer = connection.getresponse()
        headers = answer.headers
        return answer.status, {name: headers.get_all(name) or [] for name in headers}

    process = subprocess.Popen([*command, str(conf)], stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until and process.poll() is None:
            with suppress(OSError):
                ask("/")
                break
            time.sleep(0.05)
        if process.poll() is not None:
            assert process.stderr is not None
            pytest.fail(process.stderr.read())
        yield ask
    finally:
        process.terminate()
        process.wait()


def test_nginx_sends_them_with_a_header_of_a_location_too(site: Path, tmp_path: Path) -> None:
    command = [program("nginx"), "-e", str(tmp_path / "log"), "-c"]
    with serving(command, tmp_path / "nginx.conf", NGINX_CONF, site) as ask:
        for page in PAGES:
            status, sent = ask(page)
            assert status == (404 if "no-such" in page else 200), page
            for name, value in stated(site).items():
                assert sent.get(name) == [value], (page, name)
        assert ask("/downloads/recommend.csv")[1]["Cache-Control"] == ["no-cache"]
        # nginx forgets the headers of the server here: so the file is included twice above.
        assert "Content-Security-Policy" not in ask("/json/home.json")[1]
    assert (site / NGINX).exists()


def test_apache_sends_them_from_the_folder_itself(site: Path, tmp_path: Path) -> None:
    command = [program("apache2"), "-D", "FOREGROUND", "-f"]
    with serving(command, tmp_path / "apache.conf", APACHE_CONF, site) as ask:
        for page in PAGES:
            status, sent = ask(page)
            assert status == (404 if "no-such" in page else 200), page
            for name, value in stated(site).items():
                assert sent.get(name) == [value], (page, name)
        assert ask(f"/{APACHE}")[0] in {200, 403}


def test_what_the_pages_load_is_sent_as_what_it_is(site: Path, tmp_path: Path) -> None:
    """With `nosniff` a browser takes no script or style sheet of another type."""
    command = [program("nginx"), "-e", str(tmp_path / "log"), "-c"]
    with serving(command, tmp_path / "nginx.conf", NGINX_CONF, site) as ask:
        for path, kind in (("/assets/cx.js", "javascript"), ("/assets/cx.css", "text/css")):
            assert kind in ask(path)[1]["Content-Type"][0]
