"""Where the trusted certificates come from."""

from __future__ import annotations

import os
from pathlib import Path

from newsreader.fetch.certificates import trusted_certificates


def test_the_users_choice_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "own.pem"
    own.write_text("")
    assert trusted_certificates({"SSL_CERT_FILE": str(own)}) == str(own)
    assert trusted_certificates({"SSL_CERT_FILE": str(own), "CURL_CA_BUNDLE": str(tmp_path / "none")}) == str(own)


def test_else_it_is_a_file_that_is_there() -> None:
    found = trusted_certificates({"SSL_CERT_FILE": "/nowhere"})
    assert found is None or os.path.isfile(found)
