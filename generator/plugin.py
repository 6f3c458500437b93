"""The rim to MkDocs: hands it the pages, the theme and the settings; no other module knows it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.toc import get_toc

from generator.build import Site, build
from generator.charts.cache import ChartCache
from generator.editions.building import address_in
from generator.messages import served, text
from generator.messages.check_report import CheckReport
from generator.model.edition import EDITION_VARIABLE
from generator.model.errors import DataError, EmbedError, SettingsError
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.settings import Settings, parse_settings
from generator.pages.interactive_assets import CHART_STYLE, shared_assets
from generator.pages.prerendered import anchors, as_html, words
from generator.pages.site import navigation
from generator.pages.templating import keep_compiled, versions
from generator.past.build_context import day_and_context
from generator.policy import apply_policy
from generator.progress import show_progress

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.base import ConfigErrors, ConfigWarnings
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.utils.templates import TemplateContext

    from generator.charts.render_process import Renderer

THEME = Path(__file__).parent / "theme"
_GOOD = "This is still the last good site."
_log = get_plugin_logger("cx")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs is partly typed
    """Empty: the settings have their own types and their own check (`parse_settings`)."""


class CxPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """One instance a run; under `mkdocs serve` it sees every build, each with its settings."""

    renderer: Renderer | None = None
    serving: bool = False
    server: LiveReloadServer | None = None
    settings: Settings
    unset: tuple[str, ...] = ()  # what is wrong with settings that came while the site was served
    good: Site | None = None  # the last one without problems in its data
    site: Site | served.FaultySite
    titles: dict[str, str]
    bodies: dict[str, str]

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the settings of mkdocs.yml; each fault becomes a configuration error.

        While the site is served it is told there instead: MkDocs would answer no request.
        """
        self.config = Options(config_file_path=config_file_path)
        self.unset = ()
        try:
            self.settings = parse_settings(options)
        except SettingsError as fault:
            if self.serving:
                self.unset = fault.messages
                return [], []
            faults = (message.partition(": ") for message in fault.messages)
            return [(name, ValueError(message)) for name, _, message in faults], []
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep the drawing process from build to build while the site is served."""
        del dirty
        self.serving = command == "serve"
        if self.serving:
            from generator.charts.render_process import Renderer  # noqa: PLC0415 -- a build may need none

            self.renderer = Renderer()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Keep the server: a data folder may come later than it. Let no failure silence it."""
        del config, builder
        self.server = server
        server.builder = answering(server.builder)
        return server

    def on_shutdown(self) -> None:
        """End the drawing process."""
        if self.renderer is not None:
            self.renderer.close()

    def on_config(self, config: MkDocsConfig) -> None:
        """Add the theme and watch the data. Runs twice under mike, so it adds nothing twice."""
        if edition := os.environ.get(EDITION_VARIABLE):
            config.site_url = address_in(config.site_url, edition)
            config.extra["cx_edition"] = edition
            config.extra.setdefault("version", {"provider": "mike"})  # a list of the editions
        if str(THEME) not in config.theme.dirs:
            # After a company's own overrides, before Material's templates.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
            config.extra_css[:0] = ["assets/cx.css", "assets/cx-charts.css"]
            config.extra_javascript[:0] = ["assets/cx.js", "assets/cx-charts.js"]
            data = self._data(config)
            if data.is_dir():  # MkDocs cannot watch what is not there
                config.watch.append(str(data))
                if self.server is not None:  # mkdocs.yml names another folder than before
                    self.server.watch(str(data))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make the site: before MkDocs empties its folder, so that faults leave the old one."""
        if self.renderer is not None:
            self.renderer.start(self._kept(config))
        self.site = self._made(config)
        for problem in self.site.warnings:
            _log.info("%s/%s", self.settings.data, problem)
        config.extra["cx"] = self.site.frame
        if isinstance(self.site, served.FaultySite):
            config.extra["cx_problems"] = self.site.banner

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated files, and the sections to the navigation."""
        if isinstance(self.site, served.FaultySite) and self.site.last is None:
            for file in files.documentation_pages():  # they speak of pages that are not there
                files.remove(file)
            config.nav = None
        written = {file.dest_uri: file for file in files}
        for page in self.site.pages:
            level = InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, page.src_uri, content=page.markdown, inclusion=level)
            self._add(files, file, written)
        for asset in (*self.site.assets, *shared_assets(self._kept(config))):
            # Said to be included: MkDocs by itself leaves out a folder called templates.
            level = InclusionLevel.INCLUDED
            file = File.generated(config, asset.src_uri, content=asset.content, inclusion=level)
            self._add(files, file, written)
        self.bodies = {}
        self.titles = {page.src_uri: escape(page.title) for page in self.site.pages}
        config.nav = navigation(config.nav, self.site.pages, [file.src_uri for file in files])
        return files

    def on_page_markdown(
        self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Title a generated page; fill what a hand-written one embeds."""
        del config, files
        if page.file.src_uri in self.titles:
            if "title" not in vars(page):  # else the navigation in mkdocs.yml names it
                page.title = self.titles[page.file.src_uri]
            self.bodies[page.file.src_uri] = markdown
            return ""
        return self.site.embed(markdown, page.file.src_uri)

    def on_page_content(
        self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make a generated page without Markdown; search gets to read its words first."""
        del config, files
        markdown = self.bodies.get(page.file.src_uri)
        if markdown is None:
            return html
        body, headings = as_html(markdown)
        self.bodies[page.file.src_uri] = body
        page.toc = get_toc(headings)
        page.present_anchor_ids = anchors(body)
        return words(body)

    @event_priority(-100)  # when search has read the page
    def on_page_context(
        self, context: TemplateContext, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a generated page its HTML."""
        del config, nav
        page.content = self.bodies.get(page.file.src_uri, page.content)
        return context

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Date every page by the data and not by the clock: the sitemap prints these dates."""
        theme = versions("jinja2", "mkdocs-material")
        keep_compiled(env, self._cache(config), *theme)
        env.globals["cx_drawn"] = {}
        for file in files.documentation_pages():
            if file.page is not None and self.site.as_of is not None:
                file.page.update_date = self.site.as_of.day.isoformat()

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Put charts and tables into their places, when search and Markdown are done."""
        del config
        return self.site.complete(output, page.file.src_uri)

    @event_priority(-100)  # when every other plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the policy; leave out the compressed sitemap, whose bytes differ between zlibs."""
        site = Path(config.site_dir)
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        if not self.serving:  # MkDocs puts a script of its own into the pages that it serves
            settings = self.settings
            apply_policy(site, settings.frame_ancestors, in_pages=settings.policy_in_pages)

    def _build(self, config: MkDocsConfig) -> Site:
        """The site of the data as it is now; raises SettingsError and DataError."""
        if self.unset:
            raise SettingsError(self.unset)
        data, beside = self._data(config), Path(config.config_file_path).parent
        as_of, origin = day_and_context(self.settings, os.environ, data, beside, config.site_url)
        return build(
            data,
            self.settings,
            as_of=as_of,
            origin=origin,
            cache=self._cache(config),
            content=Path(config.docs_dir),
            directory_urls=config.use_directory_urls,
            progress=show_progress(sys.stderr),
            renderer=self.renderer,
        )

    def _made(self, config: MkDocsConfig) -> Site | served.FaultySite:
        """The site, or what is served despite problems of settings, data or pages by hand."""
        try:
            self.good = self._build(config)
        except SettingsError as fault:
            told = served.account_of_settings(Path(config.config_file_path), fault.messages)
            return self._despite(told, _GOOD, config)
        except DataError as fault:
            told = served.account_as(self.settings.data, self._data(config), fault.problems)
            return self._despite(told, _GOOD, config)
        folder = Path(config.docs_dir)
        taken = _taken(config, self.good)
        problems = [*taken, *self._check_embeds(folder, self.good)]
        if not problems:
            return self.good
        meanwhile = (
            "What is generated stands in place of what is written."
            if taken
            else "The parts that are named stand as they are written."
        )
        return self._despite(served.account_as(folder.name, folder, problems), meanwhile, config)

    def _add(self, files: Files, file: File, written: Mapping[str, File]) -> None:
        """A generated file in place of a hand-written one, which is told and only when served."""
        other = written.get(file.dest_uri)
        if other is not None:
            if not self.serving:  # another plugin has made it after the check
                raise PluginError(f"{other.src_uri}: This file is generated from the data.")
            files.remove(other)
        files.append(file)

    def _check_embeds(self, folder: Path, site: Site) -> list[Problem]:
        """Every part that no hand-written page can embed, with file and line."""
        problems: list[Problem] = []
        for path in sorted(folder.rglob("*.md")):
            name = path.relative_to(folder).as_posix()
            try:
                site.embed(path.read_text(encoding="utf-8-sig", errors="replace"), name)
            except EmbedError as fault:
                problems += fault.problems
        return problems

    def _despite(
        self, told: CheckReport, meanwhile: str, config: MkDocsConfig
    ) -> served.FaultySite:
        """What is served despite problems; a build ends with them instead.

        A plugin that raises while MkDocs serves would leave every request without an answer.
        """
        if not self.serving:
            raise PluginError(
                "\n".join(f"{told.folder}/{one.problem}" for one in told.told)
            ) from None
        # No warning: where the site is served strictly, one would be as bad as to raise.
        _log.info("%s\n%s", told.summary, text.listed(told))
        if self.good is None:
            return served.without_site(told, self.settings)
        return served.behind_banner(
            told, self.good, meanwhile, directory_urls=config.use_directory_urls
        )

    def _data(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.settings.data

    def _kept(self, config: MkDocsConfig) -> ChartCache | None:
        folder = self._cache(config)
        return ChartCache(folder) if folder else None

    def _cache(self, config: MkDocsConfig) -> Path | None:
        folder = self.settings.cache
        return Path(config.config_file_path).parent / folder if folder else None


def answering(build: Callable[[], None]) -> Callable[[], None]:
    """A rebuild after whose failure the server goes on; MkDocs by itself lets all requests wait."""

    def rebuild() -> None:
        try:
            build()
        except MkDocsException as fault:  # each has been told where it was found, or is told here
            _log.error("%s\nThe pages are those of the last build.", fault)

    return rebuild


def _taken(config: MkDocsConfig, site: Site) -> list[Problem]:
    """Hand-written files at addresses of the report: one of the two would be lost in silence."""
    made = {CHART_STYLE, *(page.src_uri for page in site.pages), *(a.src_uri for a in site.assets)}
    problems = []
    for file in get_files(config):
        name = file.dest_uri.removesuffix(".html")
        folder = name.removesuffix("/index") if config.use_directory_urls else name
        if made & {file.dest_uri, f"{name}.md", f"{folder}.md"}:
            what = "page" if file.is_documentation_page() else "file"
            problems.append(
                Problem(
                    location=SourceLocation(file.src_uri),
                    code=ProblemCode.PRIMARY_KEY,
                    message=f"This {what} is generated from the data.",
                    fix="Rename yours, or move its text to another page.",
                )
            )
    return problems
