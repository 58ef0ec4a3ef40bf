from __future__ import annotations

import pytest

from newsreader.model.events import ArticleReady, Event, FeedRefreshed, Finished, ImageReady, Progress, Subscribed
from newsreader.model.jobs import Cancel, FetchImages, FetchPage, ImportFile, Job, OpenEntry, Refresh, SetOffline, Subscribe
from newsreader.worker.protocol import ProtocolError, decode_event, decode_job, encode_event, encode_job

JOBS: list[Job] = [
    Refresh((1, 2), due=True),
    Refresh(),
    OpenEntry(5),
    FetchPage(5, again=True),
    FetchImages(5, ("https://x.example/a.png", "https://x.example/b.png"), (72, 30), (20, 8), "png", 9, 18, fetch=False),
    Subscribe("https://x.example/ü\n", "A/B", ("t", "ਖ਼ਬਰ")),
    ImportFile("/home/a b"),
    SetOffline(True),
    Cancel(3),
]
EVENTS: list[Event] = [
    Progress(1, 2, 3, 4, 5),
    FeedRefreshed(1, 2, 3, "it says “no”\x1b[31m"),
    ArticleReady(1, 2, "page", None),
    ImageReady(1, 2, "https://x.example/a.png", "0f" * 32, 640, 360),
    Subscribed(1, 2, "A title", 30),
    Finished(1, "done", None),
]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: type(job).__name__)
def test_a_job_arrives_as_it_was_sent(job: Job) -> None:
    line = encode_job(9, job)
    assert line.count(b"\n") == 1
    assert decode_job(line) == (9, job)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_arrives_as_it_was_told(event: Event) -> None:
    line = encode_event(event)
    assert line.count(b"\n") == 1
    assert decode_event(line) == event


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"[]", b"nonsense", b'{"type":"Refresh","value":{}}', b'{"type":"Refresh","number":1,"value":{"colour":2}}', b"\xff\xfe",
     b'{"type":"OpenEntry","number":1,"value":{}}', b'{"type":"os.system","number":1,"value":{}}'],
)  # fmt: skip
def test_what_is_no_job_is_refused(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode_job(line)
