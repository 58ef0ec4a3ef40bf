"""Addresses without what only watches the reader: campaign marks are stripped, redirectors unwrapped. Nothing is asked for it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

T = TypeVar("T")

_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "itm_", "at_custom", "vero_", "oly_", "fb_action_", "guce_", "__hs", "_hs")
_EVERYWHERE = (
    "fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh"
    " rdt_cid sc_cid s_kwcid ef_id irclickid mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash bsft_clkid bsft_uid _openstat epik"
    " rb_clickid spm scm xtor cmpid ncid cmp ito ns_campaign ns_mchannel ns_source ns_linkname ns_fee at_medium at_campaign at_link_id"
    " at_link_origin at_link_type at_format at_ptr_name at_bbc_team ref_src ref_url __twitter_impression guccounter fb_source fb_ref"
    " hsctatracking sr_share smid _ga _gl __s _ke trk_contact trk_msg trk_module trk_sid dm_i sfmc_sub sfmc_j wickedid"
)
_NAMES = frozenset(_EVERYWHERE.split())
# Marks that mean something else on other hosts.
_OF_HOSTS: dict[str, frozenset[str]] = {
    "youtube.com": frozenset(("si", "feature", "pp", "kw")),
    "youtu.be": frozenset(("si", "feature")),
    "spotify.com": frozenset(("si", "context")),
    "twitter.com": frozenset(("s", "t")),
    "x.com": frozenset(("s", "t")),
    "reddit.com": frozenset(("share_id", "rdt", "correlation_id", "ref_campaign", "ref_source", "context")),
    "medium.com": frozenset(("source",)),
    "nytimes.com": frozenset(("partner", "emc", "te", "nl", "campaign_id", "instance_id", "segment_id", "regi_id")),
    "washingtonpost.com": frozenset(("wpisrc", "itid")),
    "theguardian.com": frozenset(("CMP_TU", "CMP_BUNIT")),
    "linkedin.com": frozenset(("trk", "trackingid", "refid", "lipi", "midtoken", "midsig")),
    "substack.com": frozenset(("r", "publication_id", "post_id", "isfreemail", "triedredirect")),
    "tiktok.com": frozenset(("_r", "_t", "is_from_webapp", "sender_device", "web_id")),
}
# Hosts that only pass the reader on: the start of the path, and the parameters that may name where to.
_REDIRECTORS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "google.com": (("/url", ("q", "url")), ("/imgres", ("imgrefurl",))),
    "l.facebook.com": (("/l.php", ("u",)),),
    "lm.facebook.com": (("/l.php", ("u",)),),
    "l.instagram.com": (("/", ("u",)),),
    "l.threads.net": (("/", ("u",)),),
    "l.messenger.com": (("/l.php", ("u",)),),
    "out.reddit.com": (("/", ("url",)),),
    "t.umblr.com": (("/redirect", ("z",)),),
    "vk.com": (("/away.php", ("to",)),),
    "youtube.com": (("/redirect", ("q",)),),
    "linkedin.com": (("/redir/", ("url",)), ("/safety/go", ("url",))),
    "duckduckgo.com": (("/l/", ("uddg",)),),
    "steamcommunity.com": (("/linkfilter/", ("url", "u")),),
    "slack-redir.net": (("/link", ("url",)),),
    "exit.sc": (("/", ("url",)),),
    "getpocket.com": (("/redirect", ("url",)),),
    "disq.us": (("/url", ("url",)),),
    "click.linksynergy.com": (("/", ("murl",)),),
    "go.redirectingat.com": (("/", ("url",)),),
    "go.skimresources.com": (("/", ("url",)),),
    "shareasale.com": (("/r.cfm", ("urllink",)),),
    "awin1.com": (("/", ("ued", "p")),),
    "prf.hn": (("/", ("destination",)),),
    "safelinks.protection.outlook.com": (("/", ("url",)),),
    "urldefense.proofpoint.com": (("/v2/url", ("u",)),),
    "nam.safelink.emails.azure.net": (("/redirect/", ("destination",)),),
    "bing.com": (("/ck/a", ("u",)),),
    "mailtrack.io": (("/trace/link/", ("url",)),),
    "href.li": (("/", ("",)),),
    "anonym.to": (("/", ("",)),),
}
_AMP = re.compile(r"/(?:amp|[cv])/(s/)?([^/]+\.[^/]+/.*)")
_MOST_UNWRAPPED = 5
_LONGEST = 8192


def without_trackers(url: str) -> str:
    """The address that a link means; one that can't be read, or isn't the web's, stays as it is."""
    if len(url) > _LONGEST:
        return url
    for _ in range(_MOST_UNWRAPPED):
        inner = _unwrapped(url)
        if inner is None:
            break
        url = inner
    return _stripped(url)


def _unwrapped(url: str) -> str | None:
    """Where a redirector leads; None for what is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if (host == "google.com" or f".{host}".endswith(".cdn.ampproject.org")) and (amp := _AMP.fullmatch(parts.path)):
        return f"http{'s' if amp[1] else ''}://{amp[2]}" + (f"?{parts.query}" if parts.query else "")
    for path, names in _of_host(_REDIRECTORS, host) or ():
        if not parts.path.startswith(path) and not (path == "/" and not parts.path):
            continue
        given = dict(parse_qsl(parts.query)) if names != ("",) else {"": unquote(parts.query)}
        for name in names:
            if target := _web(given.get(name, ""), host):
                return target
    return None


def _web(value: str, host: str) -> str | None:
    """A value as a web address, as the redirector writes it."""
    if host == "bing.com" and value.startswith("a1"):
        try:
            value = base64.urlsafe_b64decode(value[2:] + "===").decode()
        except (ValueError, binascii.Error):
            return None
    if host == "urldefense.proofpoint.com":
        value = unquote(value.replace("-", "%").replace("_", "/"))
    if host == "disq.us":
        value = re.sub(r":[\w-]{20,}$", "", value)
    return value if value.lower().startswith(("http://", "https://")) and len(value) > 10 else None


def _stripped(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https"):
        return url
    own = _of_host(_OF_HOSTS, host) or frozenset()
    fields = [field for field in parts.query.split("&") if not _watches(unquote(field.partition("=")[0]), own)]
    fragment = "" if parts.fragment.lower().startswith(("utm_", "xtor=")) else parts.fragment
    if len(fields) == parts.query.count("&") + 1 and fragment == parts.fragment:
        return url
    return urlunsplit(parts._replace(query="&".join(fields), fragment=fragment))


def _watches(name: str, own: frozenset[str]) -> bool:
    lower = name.lower()
    return lower in _NAMES or lower in own or name in own or lower.startswith(_PREFIXES)


def _of_host(table: Mapping[str, T], host: str) -> T | None:
    """A table's value for a host or for the domain that it is in."""
    while host:
        if host in table:
            return table[host]
        host = host.partition(".")[2]
    return None
