"""The worker's part in sites' own rules: tries one, makes articles again after a change, and makes an article of a whole page."""

from __future__ import annotations

from collections.abc import Callable

from newsreader.config.paths import Paths
from newsreader.fetch.exchange import Fetcher
from newsreader.library.indexing import index_waiting
from newsreader.library.reading import make_whole_article, remake_articles
from newsreader.library.sitechanges import NoRule, RuleKey
from newsreader.library.sitefiles import Sites, open_sites
from newsreader.library.siterules import read_rules
from newsreader.library.sites import try_rule
from newsreader.model.events import ArticleReady, Event, RuleTried
from newsreader.model.jobs import OpenWhole, RemakeSite, TryRule
from newsreader.store.articles import kept_page
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.files import Files


class SiteDesk:
    """The rules of one profile; `sites` is read anew for every page."""

    def __init__(self, paths: Paths, files: Files) -> None:
        self.sites: Sites = open_sites(paths)
        self._files = files

    def do(
        self,
        store: Store,
        fetcher: Fetcher,
        number: int,
        job: OpenWhole | TryRule | RemakeSite,
        tell: Callable[[Event], None],
        stop: Callable[[], bool],
    ) -> str:
        """Do a job; gives what came of it, in words. Raises NoArticle, StoreError."""
        if isinstance(job, OpenWhole):
            make_whole_article(store, self._files, fetcher, job.entry)
            tell(ArticleReady(number, job.entry, "full"))
        elif isinstance(job, TryRule):
            tell(self._try(store, number, job))
        else:
            for entry in remake_articles(store, self._files, self.sites, job.host, stop):
                tell(ArticleReady(number, entry, "page"))
            index_waiting(store, stop)
            return self._wrong(f"https://{job.host}/")
        return ""

    def wrong(self, store: Store, entry_id: int) -> str:
        """What is wrong in the rules for an entry's page, in a sentence; empty where nothing is."""
        entry = entry_by_id(store, entry_id)
        page = kept_page(store, entry.headline.url) if entry is not None and entry.headline.url else None
        return self._wrong(page.final_url if page is not None else None)

    def _wrong(self, url: str | None) -> str:
        problems = read_rules(self.sites, url)[1]
        return str(problems[0]) if problems else ""

    def _try(self, store: Store, number: int, job: TryRule) -> RuleTried:
        key: RuleKey = "show" if job.key == "show" else "hide"
        try:
            tried = try_rule(store, self._files, self.sites, job.entry, key, job.index, job.kind, job.reason, job.text)
        except NoRule as error:
            return RuleTried(number, job.entry, key, error=str(error))
        rule = tried.rule
        samples = tuple(each[:200] for each in tried.samples)
        said = (rule.match, rule.text, rule.kind, rule.reason)
        return RuleTried(number, job.entry, key, tried.host, *said, tried.pages, tried.elsewhere, samples, tried.halved)
