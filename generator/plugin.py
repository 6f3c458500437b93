"""The plugin of MkDocs: hands it the pages, the theme and the settings; only it knows MkDocs."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.toc import get_toc

from generator.build import Site, build
from generator.charts.cache import ChartCache
from generator.editions.building import address_in
from generator.exchanging import SiteExchange, begin_exchange
from generator.guarding import guarded, keep_answering, not_written
from generator.messages import served, text
from generator.model.edition import CACHE_VARIABLE, EDITION_VARIABLE, NEXT
from generator.model.errors import SettingsError
from generator.model.settings import Settings, parse_settings
from generator.pages import search_index
from generator.pages.escape import css_text
from generator.pages.interactive_assets import shared_assets
from generator.pages.lean_assets import make_lean
from generator.pages.prerendered import anchors, as_html, words
from generator.pages.site import navigation
from generator.pages.templating import keep_compiled, keep_pages_compiled, versions
from generator.past.build_context import day_and_context
from generator.policy.site_policy import apply_policy
from generator.sbom import bill_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.base import ConfigErrors, ConfigWarnings
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.utils.templates import TemplateContext

    from generator.charts.render_process import Renderer

THEME = Path(__file__).parent / "theme"
_log = get_plugin_logger("cx")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs is partly typed
    """Empty: the settings have their own types and their own check (`parse_settings`)."""


@guarded
class CxPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """One instance per run; under `mkdocs serve` it sees every build, each with its settings."""

    renderer: Renderer | None = None
    serving: bool = False
    building: bool = False
    exchange: SiteExchange | None = None
    is_whole: bool = False
    server: LiveReloadServer | None = None
    settings: Settings
    settings_error: SettingsError | None = None  # of mkdocs.yml, changed while the site is served
    last_good: Site | None = None
    site: Site | served.FaultySite
    titles: dict[str, str]
    bodies: dict[str, str]
    sought: list[search_index.SearchedPage]

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the settings of mkdocs.yml; each fault becomes a configuration error.

        While the site is served, a page shows it instead: MkDocs would answer no request.
        """
        self.config = Options(config_file_path=config_file_path)
        self.settings_error = None
        try:
            self.settings = parse_settings(options)
        except SettingsError as error:
            if not self.serving:
                parts = (message.partition(": ") for message in error.messages)
                return [(name, ValueError(message)) for name, _, message in parts], []
            self.settings_error = error
        return [], []

    def on_startup(self, *, command: str, dirty: bool = False, **_: object) -> None:
        """Keep the render process from build to build while the site is served."""
        self.building = command == "build" and not dirty
        self.serving = command == "serve"
        if self.serving:
            from generator.charts.render_process import Renderer  # noqa: PLC0415 -- slow to import

            self.renderer = Renderer()

    def on_serve(self, server: LiveReloadServer, **_: object) -> LiveReloadServer:
        """Keep the server, so that it can watch a data folder that is named later."""
        self.server = server
        server.builder = keep_answering(server.builder)
        return server

    def on_shutdown(self) -> None:
        """End the render process; put a site that is whole in place of the old one."""
        if self.renderer is not None:
            self.renderer.close()
        if self.exchange is not None:
            try:
                if self.is_whole:
                    self.exchange.put()
            except OSError as error:
                raise PluginError(not_written(error)) from None
            finally:
                self.exchange.close()

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """Leave the old site, also where warnings end a strict build after its last page."""
        self.is_whole = False
        if isinstance(error, OSError) and self.exchange is not None:
            raise PluginError(not_written(error)) from None

    @event_priority(100)  # before another plugin asks where the site goes
    def on_config(self, config: MkDocsConfig) -> None:
        """Add the theme and watch the data; under mike this runs twice and adds it once."""
        if self.building and self.exchange is None:
            self.exchange = begin_exchange(Path(config.site_dir))
        if self.exchange is not None:
            config.site_dir = str(self.exchange.folder)
        if edition := os.environ.get(EDITION_VARIABLE):
            config.site_url = address_in(config.site_url, edition)
            config.extra["cx_edition"] = edition
            config.extra.setdefault("version", {"provider": "mike"})  # a list of the editions
        if str(THEME) not in config.theme.dirs:
            # After a company's own overrides, before Material's templates.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
            config.theme.static_templates.add("assets/cx-print.css")
            config.extra_css[:0] = ["assets/cx.css", "assets/cx-charts.css"]
            config.extra_javascript[:0] = ["assets/cx.js", "assets/cx-charts.js"]
            data = _folder(config) / self.settings.data
            if data.is_dir():  # MkDocs cannot watch a missing folder
                config.watch.append(str(data))
                if self.server is not None:  # mkdocs.yml names another folder than before
                    self.server.watch(str(data))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make the site before MkDocs empties its folder, so that faults leave the old one."""
        if self.renderer is not None:
            self.renderer.start(self._chart_cache(config))
        self.site = self._site_or_problems(config)
        for problem in self.site.warnings:
            _log.info("%s/%s", self.settings.data, problem)
        config.extra["cx"] = self.site.frame
        if isinstance(self.site, Site):
            for told in self.site.context.origin.past.left_out:
                _log.info("%s", told)
        if isinstance(self.site, served.FaultySite):
            config.extra["cx_problems"] = self.site.banner

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated files, and the sections to the navigation."""
        if isinstance(self.site, served.FaultySite) and self.site.last is None:
            for file in files.documentation_pages():  # they link to pages that are not there
                files.remove(file)
            config.nav = None
        written = {file.dest_uri: file for file in files}
        # The level is stated because MkDocs by default leaves out a folder called templates.
        shown, hidden = InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV
        pages = ((p.src_uri, p.markdown, shown if p.in_nav else hidden) for p in self.site.pages)
        made = (*self.site.assets, *shared_assets(self._chart_cache(config)))
        for uri, content, level in (*pages, *((a.src_uri, a.content, shown) for a in made)):
            file = File.generated(config, uri, content=content, inclusion=level)
            if other := written.get(file.dest_uri):
                if not self.serving:  # another plugin has made it after the check
                    raise PluginError(f"{other.src_uri}: This file is generated from the data.")
                files.remove(other)
            files.append(file)
        self.bodies, self.sought = {}, []
        self.titles = {page.src_uri: escape(page.title) for page in self.site.pages}
        config.nav = navigation(config.nav, self.site.pages, [file.src_uri for file in files])
        return files

    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: object) -> str:
        """Set the title of a generated page; insert the parts that a hand-written one embeds."""
        uri = page.file.src_uri
        if uri not in self.titles:
            return self.site.embed(markdown, uri)
        if "title" not in vars(page):  # else the navigation in mkdocs.yml names it
            page.title = self.titles[uri]
        self.bodies[uri] = markdown
        return ""

    def on_page_content(self, html: str, *, page: SitePage, **_: object) -> str:
        """Render a generated page without MkDocs; return its words, which search reads."""
        markdown = self.bodies.get(page.file.src_uri)
        if markdown is None:
            self._sought(page, str(page.title), None)
            return html
        body, headings = as_html(markdown)
        self.bodies[page.file.src_uri] = body
        page.toc = get_toc(headings)
        page.present_anchor_ids = anchors(body)
        self._sought(page, self.titles[page.file.src_uri], body)
        return words(body)

    def _sought(self, page: SitePage, title: str, html: str | None) -> None:
        self.sought.append(
            search_index.searched_page(page.url, page.file.src_uri, unescape(title), html)
        )

    @event_priority(-100)  # after search has read the page
    def on_page_context(
        self, context: TemplateContext, *, page: SitePage, **_: object
    ) -> TemplateContext:
        """Give a generated page its HTML."""
        page.content = self.bodies.get(page.file.src_uri, page.content)
        return context

    def on_env(self, env: Environment, *, files: Files, **_: object) -> None:
        """Keep the theme compiled; date every page by the data, because the sitemap has dates."""
        if self._keeps_compiled:
            keep_compiled(env, *versions("jinja2", "mkdocs-material"))
        env.globals.update(cx_drawn={}, css_text=css_text)
        for file in files.documentation_pages():
            if file.page is not None and self.site.as_of is not None:
                file.page.update_date = self.site.as_of.day.isoformat()

    def on_post_page(self, output: str, *, page: SitePage, **_: object) -> str:
        """Insert charts and tables, after search and Markdown are done."""
        return self.site.complete(output, page.file.src_uri)

    @event_priority(-100)  # after every other plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the policy; delete the compressed sitemap, whose bytes depend on the zlib."""
        site, settings = Path(config.site_dir), self.settings
        whole = self.site if isinstance(self.site, Site) else self.site.last
        search_index.put_index(site, self.sought, whole.context if whole else None)
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        make_lean(THEME, site)
        if not self.serving:  # MkDocs adds a script of its own to the pages that it serves
            applied = apply_policy(
                site,
                settings.frame_ancestors,
                in_pages=settings.policy_in_pages,
                allowed=settings.allowed_scripts,
            )
            if applied.unknown:
                raise PluginError("\n".join(map(str, applied.unknown)))
        self.is_whole = True

    def _site_or_problems(self, config: MkDocsConfig) -> Site | served.FaultySite:
        """The site, or what is served despite problems of settings, data or hand-written pages.

        A build ends with PluginError. While MkDocs serves, that would leave every request without
        an answer.
        """
        inputs = served.SiteInputs(
            config=Path(config.config_file_path),
            data=self.settings.data,
            content=Path(config.docs_dir),
            files=[
                served.HandWritten(file.src_uri, file.dest_uri, file.is_documentation_page())
                for file in get_files(config)
            ],
            directory_urls=config.use_directory_urls,
        )
        site, report, meanwhile = served.build_or_report(inputs, lambda: self._build(config))
        self.last_good = site or self.last_good
        if site and not report.problems:
            return site
        if not self.serving:
            problems = (f"{report.folder}/{reported.problem}" for reported in report.problems)
            raise PluginError("\n".join(problems)) from None
        # Not a warning: a strict server would end with it.
        _log.info("%s\n%s", report.summary, text.problem_list(report))
        if self.last_good is None:
            return served.without_site(report, self.settings)
        return served.behind_banner(
            report, self.last_good, meanwhile, directory_urls=inputs.directory_urls
        )

    def _build(self, config: MkDocsConfig) -> Site:
        """The site of the data as it is now; raises SettingsError and DataError."""
        if self.settings_error:
            raise self.settings_error
        if self._keeps_compiled:
            keep_pages_compiled()
        folder = _folder(config)
        data = folder / self.settings.data
        as_of, origin = day_and_context(self.settings, os.environ, data, folder, config.site_url)
        if origin.version != NEXT:
            origin = replace(origin, packages=_packages())
        return build(
            data,
            self.settings,
            as_of=as_of,
            origin=origin,
            cache=self._cache(config),
            content=Path(config.docs_dir),
            directory_urls=config.use_directory_urls,
            progress=text.show_progress(sys.stderr),
            renderer=self.renderer,
        )

    @property
    def _keeps_compiled(self) -> bool:
        """A release reads nothing that another build has left."""
        return bool(self.settings.cache) and CACHE_VARIABLE not in os.environ

    def _cache(self, config: MkDocsConfig) -> Path | None:
        if released := os.environ.get(CACHE_VARIABLE):
            return Path(released)
        return _folder(config) / self.settings.cache if self.settings.cache else None

    def _chart_cache(self, config: MkDocsConfig) -> ChartCache | None:
        folder = self._cache(config)
        return ChartCache(folder) if folder else None


def _packages() -> str:
    try:
        return bill_of(Path(__file__).parent.parent)
    except ValueError as error:
        raise PluginError(str(error)) from None


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
