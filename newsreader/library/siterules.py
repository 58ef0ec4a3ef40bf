"""Sites' own rules for an address, read anew each time: they are few and small, and change while the worker runs."""

from __future__ import annotations

from urllib.parse import urlsplit

from newsreader.config.problems import Problem
from newsreader.config.sites import host_of_rules, read_site, site_file
from newsreader.declutter.ftr import read_ftr
from newsreader.declutter.siterules import wrong_match, wrong_selector
from newsreader.library.sitefiles import Sites
from newsreader.model.sites import SELECTORS, SiteRules

_LARGEST = 1_000_000


def rules_for(sites: Sites | None, url: str | None) -> SiteRules | None:
    """The rules for an address: its host's own, those of the domains above it, and the shared ones; None where there are none."""
    return read_rules(sites, url)[0] if sites is not None else None


def read_rules(sites: Sites, url: str | None) -> tuple[SiteRules | None, tuple[Problem, ...]]:
    """The rules for an address, and what is wrong in their files."""
    host = host_of_rules(urlsplit(url).netloc.rpartition("@")[2]) if url and "://" in url else None
    if host is None:
        return None, ()
    found: list[SiteRules] = []
    problems: list[Problem] = []
    for name in _domains(host):
        path = site_file(sites.folder, name)
        if path is not None and path.is_file():
            rules, wrong = read_site(path, wrong_selector, wrong_match)
            found.append(rules)
            problems += wrong
    shared = _shared(sites, host)
    if shared is not None:
        found.append(shared)
    return (_joined(host, found) if found else None), tuple(problems)


def check_rules(sites: Sites) -> tuple[Problem, ...]:
    """What is wrong in all files of the user's folder; files of the shared format are as good as they are."""
    problems: list[Problem] = []
    try:
        paths = sorted(sites.folder.glob("*.toml"))
    except OSError as error:  # a folder above that can't be entered
        return (Problem(sites.folder, f"can't be read: {error.strerror or error}"),)
    for path in paths:
        if host_of_rules(path.stem.replace("_", ":")) != path.stem:
            problems.append(Problem(path, "is not named by a host, in lower case and without www., as in example.org.toml"))
        problems += read_site(path, wrong_selector, wrong_match)[1]
    return tuple(problems)


def _shared(sites: Sites, host: str) -> SiteRules | None:
    """The first `ftr-site-config` file for a host: its own, with `www.`, or `.domain` for all below a domain."""
    if sites.shared is None:
        return None
    above = [f".{name}" for name in _domains(host)]
    for name in (host, f"www.{host}", *above):
        try:
            with (sites.shared / f"{name}.txt").open("rb") as file:
                return read_ftr(file.read(_LARGEST).decode("utf-8", "replace"), host)
        except OSError:
            continue
    return None


def _domains(host: str) -> list[str]:
    """A host, and the domains above it but for the topmost."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(max(1, len(labels) - 1))]


def _joined(host: str, parts: list[SiteRules]) -> SiteRules:
    """Rules from several files as one: the nearest file comes first."""
    return SiteRules(
        host,
        hide=tuple(rule for part in parts for rule in part.hide),
        show=tuple(rule for part in parts for rule in part.show),
        replace=tuple(pair for part in parts for pair in part.replace),
        unheeded=tuple(dict.fromkeys(each for part in parts for each in part.unheeded)),
        **{name: tuple(each for part in parts for each in getattr(part, name)) for name in SELECTORS},
    )
