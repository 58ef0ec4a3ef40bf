"""The client against a real server: what arrives, what is refused, and in which words."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pycurl
import pytest

from newsreader.fetch.client import Client, FetchError, Limits, Request, Response
from newsreader.fetch.incoming import IN_MEMORY
from tests.fetch.conftest import BODY, MEGABYTE, Server


def failure(client: Client, url: str, *, typed: bool = True) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(Request(url, typed=typed))
    return caught.value


def test_a_feed_arrives_with_its_validators(client: Client, server: Server) -> None:
    response = client.get(Request(server.url + "/feed", typed=True))
    assert response.body == BODY
    assert (response.status, response.content_type, response.etag) == (200, "application/rss+xml", '"v1"')
    assert response.last_modified == "Fri, 10 Oct 2025 00:00:00 GMT"
    assert response.fresh_for == 900
    assert response.permanent_url is None


@pytest.mark.parametrize("validators", [{"etag": '"v1"'}, {"last_modified": "Fri, 10 Oct 2025 00:00:00 GMT"}])
def test_an_unchanged_feed_is_a_304_without_a_body(client: Client, server: Server, validators: dict[str, str]) -> None:
    response = client.get(Request(server.url + "/feed", typed=True, **validators))  # type: ignore[arg-type]
    assert (response.status, response.body) == (304, b"")


def test_headers_that_look_like_an_answers_first_line_are_headers(client: Client, server: Server) -> None:
    assert client.get(Request(f"{server.url}/echoing", typed=True)).body == BODY


def test_a_304_that_nobody_asked_for_is_a_failure(client: Client, server: Server) -> None:
    assert failure(client, server.url + "/status/304").kind == "http-status"


@pytest.mark.parametrize("page", ["gzip", "deflate"])
def test_compressed_answers_arrive_decompressed(client: Client, server: Server, page: str) -> None:
    assert client.get(Request(f"{server.url}/{page}", typed=True)).body == BODY
    assert "gzip" in server.seen.requests[0][1]["accept-encoding"]


def test_brotli_arrives_decompressed_where_libcurl_has_it(client: Client, server: Server) -> None:
    if "brotli" not in pycurl.version:
        pytest.skip("this libcurl has no brotli")
    assert client.get(Request(server.url + "/brotli", typed=True)).body == b"hello"


def test_what_claims_to_be_gzip_and_is_not_fails_in_words(client: Client, server: Server) -> None:
    error = failure(client, server.url + "/notgzip")
    assert (error.kind, str(error)) == ("broken", "127.0.0.1 sent an answer that cannot be decompressed")


@pytest.mark.parametrize("page", ["bomb", "endless", "large"])
def test_too_much_is_cut_off_after_decompression(client: Client, server: Server, page: str) -> None:
    error = failure(client, f"{server.url}/{page}")
    assert (error.kind, str(error)) == ("too-big", "127.0.0.1 sent more than 1 MB")


def test_a_request_may_have_a_smaller_limit_of_its_own(client: Client, server: Server) -> None:
    with pytest.raises(FetchError, match="more than 10 bytes"):
        client.get(Request(server.url + "/feed", typed=True, most_bytes=10))


@pytest.mark.parametrize(("page", "words"), [("stall", "did not answer within 1 s"), ("drip", "sent its answer too slowly")])
def test_a_server_that_stalls_is_given_up(client: Client, server: Server, page: str, words: str) -> None:
    error = failure(client, f"{server.url}/{page}")
    assert (error.kind, str(error)) == ("timeout", f"127.0.0.1 {words}")


def test_an_answer_that_breaks_off_is_never_taken_for_a_whole_one(client: Client, server: Server) -> None:
    assert failure(client, server.url + "/cut").kind == "broken"


@pytest.mark.parametrize(("page", "whole"), [("feed", True), ("chunked", True), ("unending", False)])
def test_an_answer_is_whole_where_its_server_said_where_it_ends(client: Client, server: Server, page: str, whole: bool) -> None:
    response = client.get(Request(f"{server.url}/{page}", typed=True))
    assert (response.body, response.whole) == (BODY, whole)


def test_redirects_in_a_ring_end(client: Client, server: Server) -> None:
    error = failure(client, server.url + "/ring/0")
    assert error.kind == "redirects"
    assert len(server.seen.requests) == 11


def test_the_permanent_part_of_a_chain_of_redirects_is_told(client: Client, server: Server) -> None:
    response = client.get(Request(server.url + "/moved", typed=True))
    assert response.body == BODY
    assert response.url == server.url + "/feed"
    assert response.permanent_url == server.url + "/temporarily"
    assert client.get(Request(server.url + "/temporarily", typed=True)).permanent_url is None


def test_a_redirect_to_nowhere_fails_in_words(client: Client, server: Server) -> None:
    assert str(failure(client, server.url + "/nowhere")) == "127.0.0.1 redirects, but not to anywhere (302)"


def test_retry_after_is_read_as_seconds_and_as_a_date(client: Client, server: Server) -> None:
    error = failure(client, server.url + "/retry")
    assert (error.kind, error.status, error.retry_after) == ("http-status", 429, 120)
    assert str(error) == "127.0.0.1 asks for fewer requests (429); again in 2 minutes"
    later = failure(client, server.url + "/until")
    assert later.status == 503
    assert later.retry_after is not None
    assert later.retry_after > 86400


@pytest.mark.parametrize(("status", "words"), [(401, "name and a password"), (404, "nothing at this address"), (410, "gone for good"), (500, "fault")])
def test_statuses_are_told_in_words(client: Client, server: Server, status: int, words: str) -> None:
    error = failure(client, f"{server.url}/status/{status}")
    assert error.status == status
    assert words in str(error)
    assert str(status) in str(error)


def test_a_host_that_refuses_and_a_name_that_is_not_there(client: Client, server: Server) -> None:
    server.shutdown()  # a socket that somebody still waits on goes on listening
    server.server_close()
    assert failure(client, server.url + "/feed").kind == "refused"
    error = failure(client, "http://nothing.invalid/feed")
    assert error.kind == "dns"
    assert "nothing.invalid" in str(error)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "http://", "", "http://exa mple.org/", "gopher://x/", "http://[::1/"])
def test_what_is_no_web_address_is_refused(client: Client, url: str) -> None:
    assert failure(client, url).kind == "bad-address"


def test_the_request_names_the_program_and_nothing_about_the_reader(client: Client, server: Server) -> None:
    client.get(Request(server.url + "/cookie", typed=True))
    client.get(Request(server.url + "/cookie", typed=True))
    for _, headers in server.seen.requests:
        assert headers["user-agent"].startswith("newsreader/")
        assert "cookie" not in headers
        assert "referer" not in headers
        assert "authorization" not in headers


def test_validators_that_could_carry_something_else_are_dropped(client: Client, server: Server) -> None:
    response = client.get(Request(server.url + "/hostile", typed=True))
    assert (response.etag, response.last_modified) == (None, None)
    client.get(Request(server.url + "/cookie", etag='"a"\r\nX-Evil: 1', typed=True))
    assert "x-evil" not in server.seen.requests[-1][1]


def test_a_login_in_an_address_reaches_the_server_and_no_message(client: Client, server: Server) -> None:
    url = server.url.replace("http://", "http://me:secret@") + "/status/404"
    error = failure(client, url)
    assert server.seen.requests[0][1]["authorization"].startswith("Basic ")
    assert "secret" not in str(error)


def test_a_login_follows_no_redirect(client: Client, server: Server) -> None:
    client.get(Request(server.url.replace("http://", "http://me:secret@") + "/temporarily", typed=True))
    assert "authorization" not in server.seen.requests[1][1]


# what comes from outside reaches no private address


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])  # noqa: S104
def test_an_address_from_outside_never_reaches_this_machine(client: Client, server: Server, host: str) -> None:
    error = failure(client, f"http://{host}:{server.server_address[1]}/feed", typed=False)
    assert error.kind in ("blocked", "bad-address", "dns", "refused")
    assert server.seen.connections == set()


def test_it_is_refused_in_words(client: Client, server: Server) -> None:
    error = failure(client, server.url + "/feed", typed=False)
    assert error.kind == "blocked"
    assert str(error) == "127.0.0.1 is at a private address (127.0.0.1), which feeds and pages may not reach"


def test_not_even_over_a_warm_connection(client: Client, server: Server) -> None:
    client.get(Request(server.url + "/feed", typed=True))
    assert failure(client, server.url + "/gzip", typed=False).kind == "blocked"
    assert [path for path, _ in server.seen.requests] == ["/feed"]


def test_a_typed_address_may_redirect_within_its_host_and_port(client: Client, server: Server) -> None:
    assert client.get(Request(f"{server.url}/to/{server.url}/feed", typed=True)).body == BODY


def test_a_redirect_to_another_private_host_or_port_is_blocked(client: Client, server: Server, other_server: Server) -> None:
    for target in (other_server.url, f"http://127.0.0.1:{other_server.server_address[1]}", "http://169.254.169.254", "http://localhost"):
        assert failure(client, f"{server.url}/to/{target}/feed").kind == "blocked"
    assert other_server.seen.connections == set()


def test_a_redirect_leads_to_no_file_and_no_other_scheme(client: Client, server: Server) -> None:
    assert failure(client, server.url + "/to/file:///etc/passwd").kind == "blocked"
    assert failure(client, server.url + "/to/javascript:alert(1)").kind == "bad-address"


# offline, files


def test_offline_opens_no_socket(server: Server) -> None:
    client = Client(offline=True)
    error = failure(client, server.url + "/feed")
    assert (error.kind, str(error)) == ("offline", "offline: 127.0.0.1 was not asked")
    assert [type(outcome) for _, outcome in client.get_many(Request(server.url + f"/feed?{n}", typed=True) for n in range(20))] == [FetchError] * 20
    assert server.seen.connections == set()
    client.offline = False
    assert client.get(Request(server.url + "/feed", typed=True)).status == 200


def test_going_offline_stops_what_has_not_started(client: Client, server: Server) -> None:
    outcomes = client.get_many(Request(server.url + f"/feed?{n}", typed=True) for n in range(50))
    assert isinstance(next(outcomes)[1], Response)
    client.offline = True
    rest = [outcome for _, outcome in outcomes]
    assert len(rest) == 49
    assert len(server.seen.requests) < 50
    assert any(isinstance(outcome, FetchError) and outcome.kind == "offline" for outcome in rest)


def test_a_file_is_read_only_where_its_address_was_typed(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "a feed.xml"
    path.write_bytes(BODY)
    response = client.get(Request(path.as_uri(), typed=True))
    assert (response.status, response.body, response.content_type) == (200, BODY, "application/xml")
    assert client.get(Request(path.as_uri(), typed=True, etag=response.etag)).status == 304
    assert failure(client, path.as_uri(), typed=False).kind == "blocked"


def test_only_regular_files_of_a_fair_size_are_read(client: Client, tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b" " * ((1 << 20) + 1))
    assert failure(client, large.as_uri()).kind == "too-big"
    assert "not a regular file" in str(failure(client, tmp_path.as_uri()))
    assert "not a regular file" in str(failure(client, "file:///dev/zero"))
    assert "no such file" in str(failure(client, (tmp_path / "none").as_uri()))
    for address in ("file://elsewhere.example/etc/hosts", "file://[etc/hosts", "file:///etc/%00hosts"):
        assert failure(client, address).kind == "bad-address"


# many


def test_many_arrive_each_once_over_few_warm_connections(client: Client, server: Server) -> None:
    requests = [Request(f"{server.url}/feed?{n}", typed=True) for n in range(40)]
    outcomes = dict(client.get_many(requests))
    assert set(outcomes) == set(requests)
    assert all(isinstance(outcome, Response) for outcome in outcomes.values())
    assert server.seen.most_at_once <= 2
    assert len(server.seen.connections) <= 4
    client.get(Request(server.url + "/feed", typed=True))
    assert len(server.seen.connections) <= 4


def test_two_requests_to_a_host_run_at_once(client: Client, server: Server) -> None:
    outcomes = list(client.get_many(Request(f"{server.url}/pair/{n}", typed=True) for n in range(4)))
    assert [type(outcome) for _, outcome in outcomes] == [Response] * 4


def test_a_slow_host_holds_nobody_up(client: Client, server: Server, other_server: Server) -> None:
    requests = [Request(server.url + "/stall", typed=True)] * 6 + [Request(other_server.url + "/feed", typed=True)]
    outcomes = client.get_many(requests)
    first, outcome = next(outcomes)
    assert first.url == other_server.url + "/feed"
    assert isinstance(outcome, Response)
    server.seen.release.set()
    assert len(list(outcomes)) == 6


def test_those_that_never_answer_take_no_place_of_others_for_long(server: Server, other_server: Server) -> None:
    client = Client(Limits(per_host=2, overall=2, patience=0.05))
    requests = [Request(server.url + "/stall", typed=True)] * 2 + [Request(other_server.url + "/feed", typed=True)]
    outcomes = client.get_many(requests)
    first, outcome = next(outcomes)
    assert first.url == other_server.url + "/feed"
    assert isinstance(outcome, Response)
    server.seen.release.set()
    assert len(list(outcomes)) == 2


def test_those_that_take_much_longer_than_others_take_no_place_of_them(server: Server, other_server: Server) -> None:
    client = Client(Limits(per_host=2, overall=2, patience=1000))
    feeds = [Request(f"{other_server.url}/feed?{n}", typed=True) for n in range(80)]
    outcomes = client.get_many([*feeds[:-1], *[Request(server.url + "/stall", typed=True)] * 2, feeds[-1]])
    assert {request for request, _ in islice(outcomes, len(feeds))} == set(feeds)
    server.seen.release.set()
    assert len(list(outcomes)) == 2


def test_a_large_answer_arrives_whole_by_way_of_the_disk(server: Server) -> None:
    client = Client(Limits(body=4 << 20))
    response = client.get(Request(server.url + "/large", typed=True))
    assert len(response.body) > IN_MEMORY
    assert response.body == MEGABYTE * (len(response.body) // len(MEGABYTE))


@pytest.mark.parametrize("page", ["large", "endless", "bomb"])
def test_a_large_answer_waits_until_the_others_have_come(server: Server, other_server: Server, page: str) -> None:
    client = Client(Limits(body=4 << 20))
    requests = [Request(f"{server.url}/{page}", typed=True), *(Request(f"{other_server.url}/feed?{n}", typed=True) for n in range(100))]
    *others, (last, outcome) = client.get_many(requests)
    assert last is requests[0]
    assert {type(outcome) for _, outcome in others} == {Response}
    if page == "large":
        assert isinstance(outcome, Response)
        assert outcome.body == MEGABYTE * 2
    else:
        assert isinstance(outcome, FetchError)
        assert str(outcome) == "127.0.0.1 sent more than 4 MB"


def test_waiting_for_others_does_not_count_as_time_of_its_server(server: Server, other_server: Server) -> None:
    client = Client(Limits(body=4 << 20, total=1))
    requests = [Request(server.url + "/large", typed=True), Request(other_server.url + "/stall", typed=True)]
    (_, stalled), (_, large) = client.get_many(requests)
    assert isinstance(stalled, FetchError)
    assert isinstance(large, Response)
    assert large.took is not None
    assert large.took < 1000


def test_a_large_answer_never_waits_for_those_that_wait_for_its_host(server: Server) -> None:
    client = Client(Limits(body=4 << 20, per_host=1))
    outcomes = client.get_many(Request(f"{server.url}/{page}", typed=True) for page in ("large", "feed", "gzip"))
    assert [request.url.rpartition("/")[2] for request, _ in outcomes] == ["large", "feed", "gzip"]


def test_requests_are_read_as_there_is_room(server: Server) -> None:
    client = Client(Limits(per_host=1, overall=2))
    read = 0

    def requests() -> Iterator[Request]:
        nonlocal read
        for n in range(5000):
            read += 1
            yield Request(f"{server.url}/feed?{n}", typed=True)

    outcomes = client.get_many(requests())
    next(outcomes)
    assert read < 1100
    outcomes.close()  # type: ignore[attr-defined]
    assert len(server.seen.requests) < 10


def test_failures_come_with_their_request_and_hold_up_nobody(client: Client, server: Server) -> None:
    pages = ["feed", "cut", "gzip", "status/500", "moved", "bomb"]
    outcomes = {request.url: outcome for request, outcome in client.get_many(Request(f"{server.url}/{page}", typed=True) for page in pages)}
    assert {url.rpartition("/")[2]: type(outcome) for url, outcome in outcomes.items()} == {
        "feed": Response, "cut": FetchError, "gzip": Response, "500": FetchError, "moved": Response, "bomb": FetchError,
    }  # fmt: skip


def test_a_wish_to_stop_is_heard(client: Client, server: Server) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    assert list(client.get_many([Request(server.url + "/stall", typed=True)], stop)) == []
    with pytest.raises(FetchError) as caught:
        client.get(Request(server.url + "/stall", typed=True), stop)
    assert caught.value.kind == "stopped"


def test_a_page_may_be_fetched_while_many_feeds_are(client: Client, server: Server) -> None:
    feeds = client.get_many(Request(f"{server.url}/feed?{n}", typed=True) for n in range(10))
    next(feeds)
    assert client.get(Request(server.url + "/gzip", typed=True)).body == BODY
    assert len(list(feeds)) == 9


def test_an_error_travels_between_processes_whole() -> None:
    error = FetchError("http-status", "example.org asks for fewer requests (429)", url="https://example.org/", status=429, retry_after=60)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (copy.kind, str(copy), copy.url, copy.status, copy.retry_after) == (error.kind, str(error), error.url, 429, 60)
