"""Where this machine keeps the certificates it trusts: the libcurl inside pycurl's wheel knows one system's place alone."""

from __future__ import annotations

import os

from certifi import where

_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch, Gentoo
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",  # Alpine, macOS, BSD
    "/usr/local/etc/ssl/cert.pem",
    "/opt/homebrew/etc/openssl@3/cert.pem",
)


def trusted_certificates(environ: dict[str, str] | None = None) -> str:
    """The file of trusted certificates: the user's choice, the system's, else certifi's."""
    given = os.environ if environ is None else environ
    chosen = [path for name in ("CURL_CA_BUNDLE", "SSL_CERT_FILE") if (path := given.get(name))]
    for path in (*chosen, *_FILES):
        if os.path.isfile(path):
            return path
    return where()
