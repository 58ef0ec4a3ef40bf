"""Two addresses of one page made the same: trackers, mobile and AMP forms, and what servers add are taken off. Never used to fetch."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from newsreader.store.stories import digest

_TRACKERS = re.compile(
    r"(?:utm|mtm|pk|piwik|hsa|oly|vero|wt|ga|spm|at|icid|_hs|__hs|stm|itm|trk|sc|xtor|ns|ito|cmp|cmpid|ocid|ncid|smid|soc)_.*"
    r"|(?:utm|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_ga|_gl|vero_id|epik|rss|feed"
    r"|ref|ref_src|ref_url|referrer|referer|src|source|via|from|share|shared|partner|smid|smtyp|cid|cmpid|cmp|cvid|ocid|ncid|icid|ito|xtor|ns_campaign"
    r"|ns_mchannel|ns_source|taid|tpcc|sh|s_cid|s_kwcid|guccounter|guce_referrer|guce_referrer_sig|wpisrc|wprov|sfnsn|_branch_match_id"
    r"|at_medium|at_campaign|amp|outputtype|traffic_source|spm|mod|feature|si|pp|app|campaign|xg_source|__twitter_impression|recruiter)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*)((?:/[A-Za-z0-9._~-]*)*)")
"""Most addresses: nothing in them that stands for something else, so that they need not be taken apart."""
_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|rss|feeds)\.")
_AMP = re.compile(r"(?:/amp(?:\.html?)?|\.amp(?:\.html?)?)$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_LONGEST = 4_000


def canonical(url: str | None) -> str:
    """The address by which a page is known, without its scheme; empty for none, and for a site's front page, which tells no story."""
    if not url or len(url) > _LONGEST:
        return ""
    if plain := _PLAIN.fullmatch(url):
        path = _path(plain[2])
        return _HOST.sub("", plain[1]) + path if path else ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    path = _path(unquote(parts.path, errors="replace"))
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if not _TRACKERS.fullmatch(key)) if parts.query else []
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if not path and not query and not route:
        return ""
    return _HOST.sub("", host) + path + ("?" + urlencode(query) if query else "") + ("#" + route if route else "")


def _path(path: str) -> str:
    return _AMP.sub("", _INDEX.sub("", path).rstrip("/")).rstrip("/")


def page_key(url: str | None) -> int | None:
    """What entries that link one page share; None for an address that tells no story."""
    address = canonical(url)
    return digest(address) if address else None
