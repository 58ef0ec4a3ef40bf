"""libcurl's codes and HTTP's statuses in words for people."""

from __future__ import annotations

import pycurl

from newsreader.fetch.exchange import FetchErrorKind
from newsreader.fetch.limits import Limits
from newsreader.text.clean import clean

_TLS = frozenset(
    (
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_PEER_FAILED_VERIFICATION,
        pycurl.E_SSL_CERTPROBLEM,
        pycurl.E_SSL_CIPHER,
        pycurl.E_SSL_ISSUER_ERROR,
        pycurl.E_SSL_INVALIDCERTSTATUS,
    )
)
_PROXIES = (97, pycurl.E_COULDNT_RESOLVE_PROXY, pycurl.E_COULDNT_CONNECT)  # 97: CURLE_PROXY, nor this one
_HTTP2_STREAM = 92  # CURLE_HTTP2_STREAM, which pycurl does not name
_WANTS_CERTIFICATE = "alert certificate required"
_OTHER_CERTIFICATE = ("alert unknown ca", "alert bad certificate", "alert certificate unknown", "alert certificate expired")
_BROKEN_OFF = frozenset(
    (pycurl.E_PARTIAL_FILE, pycurl.E_RECV_ERROR, pycurl.E_GOT_NOTHING, pycurl.E_SEND_ERROR, pycurl.E_HTTP2, _HTTP2_STREAM)
)
_STATUSES = {
    401: "{host} wants a name and a password (401)",
    403: "{host} refuses access (403)",
    404: "{host} has nothing at this address (404)",
    407: "the proxy before {host} wants another name and password (407)",
    410: "{host} says that this is gone for good (410)",
    429: "{host} asks for fewer requests (429)",
    451: "{host} may not show this, for legal reasons (451)",
    503: "{host} is not available at the moment (503)",
}


def transfer_words(
    code: int, host: str, detail: str, limits: Limits, connected: bool, began: bool, proxy: str = ""
) -> tuple[FetchErrorKind, str]:
    """Kind and words for a transfer that libcurl gave up; `proxy` is the one that stood between."""
    if code == pycurl.E_SSL_PINNEDPUBKEYNOTMATCH:
        return "tls", f"{host} shows another certificate than the one that you trust (its setting `pin`)"
    if code == pycurl.E_SSL_CERTPROBLEM or "private key file" in detail or "client certificate" in detail:
        return "tls", f"{host} was not asked: your certificate or its key can't be used: {_short(detail)}"
    if _WANTS_CERTIFICATE in detail:
        return "tls", f"{host} wants a certificate of yours (the settings `certificate` and `key`)"
    if any(words in detail for words in _OTHER_CERTIFICATE):
        return "tls", f"{host} doesn't accept your certificate"
    if proxy and code not in _TLS and (code in _PROXIES or "CONNECT tunnel" in detail or not connected):
        return "refused", f"{host} was not reached: the proxy {clean(proxy)} {_proxy_words(code, detail)}"
    if code == pycurl.E_OPERATION_TIMEDOUT:
        if not connected:
            return "timeout", f"{host} could not be reached within {min(limits.connect, limits.total):g} s"
        if began:
            return "timeout", f"{host} sent its answer too slowly"
        return "timeout", f"{host} did not answer within {min(limits.slow_for, limits.total):g} s"
    if code in (pycurl.E_COULDNT_RESOLVE_HOST, pycurl.E_COULDNT_RESOLVE_PROXY):
        return "dns", f"the name {host} could not be found (no such site, or no network)"
    if code == pycurl.E_COULDNT_CONNECT:
        return "refused", f"{host} could not be reached: it refused the connection, or there is no network"
    if code == pycurl.E_SSL_CACERT_BADFILE:
        return "tls", f"{host} was not asked: this machine has no list of trusted certificates (the package ca-certificates brings one)"
    if code in _TLS:
        return "tls", f"{host} could not prove who it is: {_tls_words(detail)}"
    if code in _BROKEN_OFF:
        return "broken", f"{host} broke the connection off before its answer was complete"
    if code == pycurl.E_BAD_CONTENT_ENCODING:
        return "broken", f"{host} sent an answer that cannot be decompressed"
    if code == pycurl.E_URL_MALFORMAT:
        return "bad-address", f"the address at {host} cannot be asked"
    return "broken", f"{host} could not be read: {_short(detail) or f'error {code}'}"


def status_words(status: int, host: str, retry_after: int | None, proven: bool = False) -> str:
    """Words for a status that brings no document; `proven`: the user's password or the like was sent."""
    if status == 401 and proven:
        words = f"{host} doesn't accept the password, token or cookie (401)"
    elif status in _STATUSES:
        words = _STATUSES[status].format(host=host)
    elif status >= 500:
        words = f"{host} has a fault of its own ({status})"
    elif 300 <= status < 400:
        words = f"{host} redirects, but not to anywhere ({status})"
    else:
        words = f"{host} does not give this out ({status})"
    return f"{words}; again in {_span(retry_after)}" if retry_after else words


def too_big_words(host: str, most: int) -> str:
    """Words for an answer over the limit."""
    return f"{host} sent more than {size_words(most)}"


def size_words(size: int) -> str:
    """A size in bytes for people."""
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size} bytes"


def _span(seconds: int) -> str:
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{round(seconds / size)} {unit}"
    return f"{seconds} s"


def _proxy_words(code: int, detail: str) -> str:
    if code == pycurl.E_COULDNT_RESOLVE_PROXY:
        return "could not be found"
    if code == pycurl.E_COULDNT_CONNECT:
        return "could not be reached"
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return "did not answer in time"
    return "wants a name and a password" if "407" in detail else "refused"


def _tls_words(detail: str) -> str:
    lower = detail.lower()
    if "expired" in lower:
        return "its certificate has expired"
    if "self-signed" in lower or "self signed" in lower:
        return "its certificate is signed by itself"
    if "no alternative certificate subject name" in lower or "subject name" in lower:
        return "its certificate is for another name"
    if "unable to get local issuer" in lower or "unable to get issuer" in lower:
        return "its certificate is signed by nobody this machine trusts"
    return _short(detail) or "the encrypted connection failed"


def _short(detail: str) -> str:
    return clean(detail)[:120]
