from __future__ import annotations

from newsreader.store import outbox
from newsreader.store.connection import Store

NOW = 1_746_000_000


def put(store: Store, subject: str) -> int:
    return outbox.put(store, "save", subject, {"typed": True}, NOW)


def test_items_keep_the_order_of_asking(store: Store) -> None:
    ids = [put(store, name) for name in ("b", "a", "c")]
    assert [item.id for item in outbox.items(store, "waiting")] == ids
    assert outbox.items(store, "waiting")[0].facts == {"typed": True}


def test_asking_twice_is_asking_once(store: Store) -> None:
    first = put(store, "a")
    put(store, "b")
    assert put(store, "a") == first
    assert [item.subject for item in outbox.items(store, "waiting")] == ["a", "b"]


def test_an_item_belongs_to_one_process_at_a_time_and_is_freed_where_that_was_killed(store: Store) -> None:
    put(store, "a")
    other = Store(store.path)
    assert outbox.claim(store, 0, NOW, 300) is not None
    assert outbox.claim(other, 0, NOW + 299, 300) is None
    assert outbox.claim(other, 0, NOW + 300, 300) is not None
    other.close()


def test_what_ended_is_not_claimed_again_and_may_be_asked_for_anew(store: Store) -> None:
    first = put(store, "a")
    outbox.claim(store, 0, NOW, 300)
    outbox.end(store, first, "done", None, NOW)
    assert outbox.claim(store, 0, NOW + 1000, 300) is None
    assert put(store, "a") > first


def test_a_failure_keeps_its_reason_until_it_is_tried_again_or_dropped(store: Store) -> None:
    item = put(store, "a")
    outbox.claim(store, 0, NOW, 300)
    outbox.end(store, item, "failed", "nothing there (404)", NOW)
    assert [(each.state, each.error) for each in outbox.items(store, "failed")] == [("failed", "nothing there (404)")]
    assert outbox.claim(store, 0, NOW + 1000, 300) is None
    assert outbox.retry(store, item)
    assert outbox.claim(store, 0, NOW + 1000, 300) is not None
    assert outbox.drop(store, item, NOW)
    assert not outbox.drop(store, item, NOW)
    assert not outbox.retry(store, item)
    assert outbox.items(store, "waiting", "failed") == []


def test_a_dropped_item_stays_dropped_though_it_was_under_way(store: Store) -> None:
    item = put(store, "a")
    outbox.claim(store, 0, NOW, 300)
    outbox.drop(store, item, NOW)
    outbox.end(store, item, "waiting", "no answer", NOW)
    assert outbox.items(store, "waiting") == []


def test_ended_items_are_forgotten_after_a_while(store: Store) -> None:
    item = put(store, "a")
    outbox.claim(store, 0, NOW, 300)
    outbox.end(store, item, "done", None, NOW)
    outbox.forget_ended(store, NOW)
    assert len(outbox.items(store, "done")) == 1
    outbox.forget_ended(store, NOW + 1)
    assert outbox.items(store, "done") == []
