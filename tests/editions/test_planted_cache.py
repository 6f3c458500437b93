"""What somebody plants in the cache: no release reads it, and none of it is run as code."""

from __future__ import annotations

import marshal
import pickle
import shutil
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from jinja2.bccache import bc_magic

from generator.pages.templating import environment
from tests.editions.clones import Repository, company
from tests.pages.company import tiny, write_project

MARK = "PLANTED-BY-ANOTHER-JOB"
SVG = f'<svg role="img"><text>{MARK}</text></svg>'


@pytest.fixture
def planted(tmp_path: Path) -> Repository:
    """A company whose cache holds what its build has left, every entry planted anew."""
    repository = company(tmp_path / "ours", options={"cache": None})
    assert repository.run("mkdocs", "build", "--strict").returncode == 0
    plant(repository.folder, tmp_path / "executed")
    return repository


def plant(project: Path, proof: Path) -> None:
    """Puts a drawing, a file of rows or a script of ours in the place of each, and code beside."""
    kept = project / ".cache/charts"
    entries = sorted(kept.glob("*.chart"))
    for entry in entries:
        body = entry.read_bytes().partition(b"\n")[2]
        if body.startswith(b"<svg"):
            body = SVG.encode()
        elif body.startswith(b'"'):
            body = f'"/* {MARK} */"'.encode()
        elif body.startswith(b'{"type"'):
            body = body[:-1] + f',"note":"{MARK}"}}'.encode()
        entry.write_bytes(blake2b(body, digest_size=16).hexdigest().encode() + b"\n" + body)
    assert len(entries) > 10
    material = find_spec("material")
    assert material is not None
    assert material.origin is not None
    theme = environment_of(Path(material.origin).parent / "templates")
    for env, *named in ((theme, version("mkdocs-material")), (environment(), "pages")):
        plant_code(env, kept / "-".join(["templates", version("jinja2"), *named]), proof)


def environment_of(templates: Path) -> Environment:
    return Environment(loader=FileSystemLoader(templates), autoescape=True)


def plant_code(env: Environment, folder: Path, proof: Path) -> None:
    """Puts code in the place of every compiled template of an environment."""
    folder.mkdir(parents=True, exist_ok=True)
    cache: Any = FileSystemBytecodeCache(str(folder))
    assert env.loader is not None
    code = compile(f"open({str(proof)!r}, 'a').write('x')\nblocks = {{}}\n", "planted", "exec")
    for name in env.list_templates(extensions=["html", "md"]):
        source, filename, _ = env.loader.get_source(env, name)
        bucket = cache.get_bucket(env, name, filename, source)
        content = bc_magic + pickle.dumps(bucket.checksum, 2) + marshal.dumps(code)
        Path(cache._get_cache_filename(bucket)).write_bytes(content)


def test_a_planted_template_would_run_where_it_is_trusted(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text("page", encoding="utf-8")
    env = environment_of(templates)
    plant_code(env, tmp_path / "kept", tmp_path / "executed")
    env.bytecode_cache = FileSystemBytecodeCache(str(tmp_path / "kept"))
    with pytest.raises(KeyError):  # it is no template
        env.get_template("page.html")
    assert (tmp_path / "executed").exists()


@pytest.mark.slow
def test_nothing_planted_is_published_or_run(planted: Repository, tmp_path: Path) -> None:
    published = planted.run("generator", "publish")
    assert published.returncode == 0, published.stdout + published.stderr
    tree = planted.git("grep", "--count", "-e", "</svg>", "gh-pages")
    assert tree, "the published pages have drawings"
    assert MARK not in planted.git("log", "-p", "gh-pages")
    assert not (tmp_path / "executed").exists()
    assert not (planted.folder / ".git/editions/cache").exists()


@pytest.mark.slow
def test_a_build_for_oneself_runs_nothing_either(planted: Repository, tmp_path: Path) -> None:
    """It takes the drawings: their hashes are against damage, and show that these are planted."""
    shutil.rmtree(planted.folder / "site")
    assert planted.run("mkdocs", "build", "--strict").returncode == 0
    assert not (tmp_path / "executed").exists()
    pages = [page.read_text(encoding="utf-8") for page in planted.folder.rglob("site/**/*.html")]
    assert any(MARK in page for page in pages)


@pytest.mark.slow
def test_an_unchanged_build_keeps_compiled_templates_apart(tmp_path: Path) -> None:
    project = write_project(tmp_path, tiny(), options={"cache": None})
    assert Repository(folder=project).run("mkdocs", "build").returncode == 0
    assert {path.suffix for path in (project / ".cache").rglob("*") if path.is_file()} == {".chart"}
