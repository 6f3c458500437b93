"""Published editions in a browser, below a path: the list, the note on an old one, its way on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Faults, _Quiet
from tests.editions.clones import company

BELOW = "reports/cx"
GONE = "metrics/fees/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two editions and the current state of the tiny company, served below a path.

    The second edition has lost a page of the first.
    """
    folder = tmp_path_factory.mktemp("published")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        address = f"http://127.0.0.1:{server.server_port}/{BELOW}/"
        ours = company(
            folder / "company",
            config={
                "site_url": address,
                "theme": {"name": "material", "font": False, "features": ["navigation.instant"]},
            },
        )
        _done(ours.run("generator", "release", "2026-Q1"))
        ours.commit("content/second.md", "# Second\n\nA page more.\n")
        (ours.folder / "content/about.md").unlink()
        ours.commit("content/third.md", "# Third\n\nAnd one less.\n")
        _done(ours.run("generator", "release", "2026-Q2"))
        _done(ours.run("generator", "publish"))
        _done(ours.run("generator", "editions", "copy", str(folder / BELOW)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


def _done(run: object) -> None:
    assert getattr(run, "returncode") == 0, getattr(run, "stderr")
