"""The plugin of MkDocs: its events, and what a build needs before it loads the rooms of the report.

A build whose inputs and whose site are as the last one left them ends here.
"""

from __future__ import annotations

import os
import re
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.utils.yaml import yaml_load

from generator.exchanging import SiteExchange, begin_exchange
from generator.guarding import guarded, keep_answering, not_written
from generator.model.edition import CACHE_VARIABLE, EDITION_VARIABLE
from generator.model.errors import SettingsError
from generator.model.settings import Settings, parse_settings
from generator.unchanged import UnchangedSite, inputs_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.base import ConfigErrors, ConfigWarnings
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.utils.templates import TemplateContext

    from generator.plugin.site_work import SiteWork

THEME = Path(__file__).parent.parent / "theme"
#: The plugins and extensions that read nothing but the pages; what others read is not known.
_PLUGINS = {"cx", "search", "material/search"}
_EXTENSIONS = re.compile(r"\w+|pymdownx\.(?!snippets|b64|pathconverter)\w+")
_log = get_plugin_logger("cx")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs is partly typed
    """Empty: the settings have their own types and their own check (`parse_settings`)."""


@guarded
class CxPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """One instance per run; under `mkdocs serve` it sees every build, each with its settings."""

    serving: bool = False
    building: bool = False
    exchange: SiteExchange | None = None
    unchanged: UnchangedSite | None = None
    server: LiveReloadServer | None = None
    settings: Settings
    settings_error: SettingsError | None = None  # of mkdocs.yml, changed while the site is served

    @cached_property
    def work(self) -> SiteWork:
        """What makes the pages."""
        from generator.plugin.site_work import SiteWork  # noqa: PLC0415 -- slow to import

        return SiteWork(serving=self.serving, theme=THEME)

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
            self.work.keep_renderer()

    def on_serve(self, server: LiveReloadServer, **_: object) -> LiveReloadServer:
        """Keep the server, so that it can watch a data folder that is named later."""
        self.server = server
        server.builder = keep_answering(server.builder)
        return server

    def on_shutdown(self) -> None:
        """End the render process; put a site that is whole in place of the old one."""
        if "work" in vars(self):
            self.work.close()
        if self.exchange is not None:
            try:
                if self.work.is_whole:
                    if self.unchanged is not None:
                        self.unchanged.keep(self.exchange.folder)
                    self.exchange.put()
            except OSError as error:
                raise PluginError(not_written(error)) from None
            finally:
                self.exchange.close()

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """Leave the old site, also where warnings end a strict build after its last page."""
        if "work" in vars(self):
            self.work.is_whole = False
        if isinstance(error, OSError) and self.exchange is not None:
            raise PluginError(not_written(error)) from None

    @event_priority(100)  # before another plugin asks where the site goes
    def on_config(self, config: MkDocsConfig) -> None:
        """Add the theme and watch the data; under mike this runs twice and adds it once."""
        if self.building and self.exchange is None:
            self._end_if_unchanged(config)
            self.exchange = begin_exchange(Path(config.site_dir))
        if self.exchange is not None:
            config.site_dir = str(self.exchange.folder)
        if edition := os.environ.get(EDITION_VARIABLE):
            from generator.editions.building import address_in  # noqa: PLC0415 -- not for itself

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
        self.work.pre_build(config, self.settings, self.settings_error)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated files, and the sections to the navigation."""
        return self.work.files(files, config)

    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: object) -> str:
        """Set the title of a generated page; insert the parts that a hand-written one embeds."""
        return self.work.page_markdown(markdown, page)

    def on_page_content(self, html: str, *, page: SitePage, **_: object) -> str:
        """Render a generated page without MkDocs; return its words, which search reads."""
        return self.work.page_content(html, page)

    @event_priority(-100)  # after search has read the page
    def on_page_context(
        self, context: TemplateContext, *, page: SitePage, **_: object
    ) -> TemplateContext:
        """Give a generated page its HTML."""
        self.work.page_context(page)
        return context

    def on_env(self, env: Environment, *, files: Files, **_: object) -> None:
        """Keep the theme compiled; date every page by the data, because the sitemap has dates."""
        self.work.env(env, files)

    def on_post_page(self, output: str, *, page: SitePage, **_: object) -> str:
        """Insert charts and tables, after search and Markdown are done."""
        return self.work.post_page(output, page)

    @event_priority(-100)  # after every other plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the policy; delete the compressed sitemap, whose bytes depend on the zlib."""
        self.work.post_build(config)

    def _end_if_unchanged(self, config: MkDocsConfig) -> None:
        """End this run with success if nothing has changed since the last build, and tell so.

        A release reads nothing that another build has left.
        """
        known = set(config.plugins) <= _PLUGINS and not config.hooks
        known &= all(_EXTENSIONS.fullmatch(name) for name in config.markdown_extensions)
        if {EDITION_VARIABLE, CACHE_VARIABLE} & os.environ.keys() or not known:
            return
        if self.settings.cache:
            folder = _folder(config)
            self.unchanged = UnchangedSite(
                folder / self.settings.cache, partial(self._inputs, config)
            )
            if self.unchanged.is_there(Path(config.site_dir)):
                _log.info("Nothing has changed since the last build: the site stays as it is.")
                raise SystemExit(0)

    def _inputs(self, config: MkDocsConfig) -> str | None:
        """The hash of all that a build reads."""
        with Path(config.config_file_path).open("rb") as file:
            stated = yaml_load(file)  # with the environment variables and the file it inherits
        given = (config.strict, config.use_directory_urls, config.theme.name, config.docs_dir)
        named = _folder(config) / self.settings.previous
        folders = [
            config.docs_dir,
            config.theme.custom_dir,
            named if self.settings.previous else "",
        ]
        return inputs_of(
            repr((stated, given)),
            _folder(config) / self.settings.data,
            [Path(folder) for folder in folders if folder],
            os.environ,
        )


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
