"""A metric that is measured by segments alone: its pages show the whole, its download does not."""

from __future__ import annotations

import pytest

from generator.build import Site
from tests.pages.company import tiny, tiny_site, write_files

METRICS = (
    "metric,name,department,better,unit,calculation,cadence,complete_dimensions\n"
    "kept,Kept as promised,workshop,higher,percent,share,monthly,size\n"
)
MEASURED = (
    "metric,date,segment,n,numerator\n"
    "kept,2026-02,size: small,100,95\n"
    "kept,2026-02,size: large,900,300\n"
    "kept,2026-03,size: small,100,80\n"
    "kept,2026-03,size: large,300,200\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files = {
        **tiny("departments.csv"),
        "metrics.csv": METRICS,
        "measurements/kept.csv": MEASURED,
    }
    folder = write_files(tmp_path_factory.mktemp("segments"), files)
    return tiny_site(folder, promise_goal="")


def test_the_page_opens_with_the_whole(site: Site) -> None:
    """280 of 400 in March, and 675 of 1,400 in both months."""
    (page,) = [page for page in site.pages if page.src_uri == "metrics/kept.md"]
    text = page.markdown.replace("\u00a0", " ")
    assert "70 % in March 2026 (65.3 to 74.3 %; 400 cases)" in text
    assert "All together: from the counts of its segments by size." in text
    assert "February to March 2026 (2 months) together: 48.2 %" in text
    assert "lines 2 to 5" in text


def test_the_download_holds_what_was_measured(site: Site) -> None:
    (asset,) = [asset for asset in site.assets if asset.src_uri == "downloads/kept.csv"]
    assert isinstance(asset.content, str)
    assert len(asset.content.splitlines()) == 5
