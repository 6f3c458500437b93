"""One build, or one after the other while MkDocs serves: pages, assets and search, handed to it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.toc import get_toc

from generator.build import Site, build
from generator.charts.cache import ChartCache
from generator.messages import served, text
from generator.model.edition import CACHE_VARIABLE, NEXT
from generator.model.errors import SettingsError
from generator.model.file_names import unfit_for_windows
from generator.model.installation import GUIDES, here, shipped
from generator.model.problems import one_a_kind
from generator.model.settings import Settings
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
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as SitePage

    from generator.charts.render_process import Renderer

#: The pages that every site has, unless the company writes them itself.
_GUIDES = shipped() / "content"
_log = get_plugin_logger("cx")


class SiteWork:
    """The builds of one run of MkDocs; each method but the first three answers the event so called.

    `renderer` draws for all of them; without one each build starts its own.
    """

    def __init__(self, *, serving: bool, theme: Path) -> None:
        self.serving, self.theme = serving, theme
        self.renderer: Renderer | None = None
        self.is_whole = False
        self.last_good: Site | None = None
        self.settings: Settings
        self.settings_error: SettingsError | None = None
        self.site: Site | served.FaultySite
        self.titles: dict[str, str] = {}
        self.bodies: dict[str, str] = {}
        self.sought: list[search_index.SearchedPage] = []

    def keep_renderer(self) -> None:
        """Keep the render process from build to build."""
        from generator.charts.render_process import Renderer  # noqa: PLC0415 -- slow to import

        self.renderer = Renderer()

    def close(self) -> None:
        """End the render process."""
        if self.renderer is not None:
            self.renderer.close()

    def pre_build(
        self, config: MkDocsConfig, settings: Settings, error: SettingsError | None
    ) -> None:
        """Makes the site, before MkDocs empties its folder; `error` is of the settings."""
        self.settings, self.settings_error = settings, error
        if self.renderer is not None:
            self.renderer.start(self._chart_cache(config))
        self.site = self._site_or_problems(config)
        for problem in one_a_kind(self.site.warnings):
            _log.info("%s/%s", self.settings.data, problem)
        config.extra["cx"] = self.site.frame
        if isinstance(self.site, Site):
            for told in self.site.context.origin.past.left_out:
                _log.info("%s", told)
        if isinstance(self.site, served.FaultySite):
            config.extra["cx_problems"] = self.site.banner

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """All files, those of the report and the sections of the navigation among them."""
        if isinstance(self.site, served.FaultySite) and self.site.last is None:
            for file in files.documentation_pages():  # they link to pages that are not there
                files.remove(file)
            config.nav = None
        for file in files:
            if not file.generated_by and (unfit := unfit_for_windows(file.src_uri)):
                _log.warning("%s: %s Rename it.", file.src_uri, unfit)
        pictures = [f"guide/{path.name}" for path in sorted(_GUIDES.glob("guide/*.png"))]
        for name in (*GUIDES, *pictures):  # a page of the same name in content/ wins
            if name not in files.src_uris and isinstance(self.site, Site):
                made_of = (str(_GUIDES), config.site_dir, config.use_directory_urls)
                files.append(File(name, *made_of, inclusion=InclusionLevel.NOT_IN_NAV))
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

    def page_markdown(self, markdown: str, page: SitePage) -> str:
        """What MkDocs renders of a page: nothing of a generated one, whose title is set."""
        uri = page.file.src_uri
        if uri not in self.titles:
            is_ours = page.file.src_dir == str(_GUIDES)
            return self.site.embed(here(markdown) if is_ours else markdown, uri)
        if "title" not in vars(page):  # else the navigation in mkdocs.yml names it
            page.title = self.titles[uri]
        self.bodies[uri] = markdown
        return ""

    def page_content(self, html: str, page: SitePage) -> str:
        """The words of a page for search; a generated one is rendered here."""
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

    def page_context(self, page: SitePage) -> None:
        """Gives a generated page its HTML."""
        page.content = self.bodies.get(page.file.src_uri, page.content)

    def env(self, env: Environment, files: Files) -> None:
        """Keeps the theme compiled; dates every page by the data."""
        if self._keeps_compiled:
            keep_compiled(env, *versions("jinja2", "mkdocs-material"))
        env.globals.update(cx_drawn={}, css_text=css_text)
        for file in files.documentation_pages():
            if file.page is not None and self.site.as_of is not None:
                file.page.update_date = self.site.as_of.day.isoformat()

    def post_page(self, output: str, page: SitePage) -> str:
        """A page with its charts and tables."""
        return self.site.complete(output, page.file.src_uri)

    def post_build(self, config: MkDocsConfig) -> None:
        """Writes the policy and the search index; raises PluginError for an unknown script."""
        site, settings = Path(config.site_dir), self.settings
        whole = self.site if isinstance(self.site, Site) else self.site.last
        search_index.put_index(site, self.sought, whole.context if whole else None)
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        make_lean(self.theme, site)
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
        return bill_of(shipped())
    except ValueError as error:
        raise PluginError(str(error)) from None


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
