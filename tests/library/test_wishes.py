from __future__ import annotations

from newsreader.fetch.exchange import Request
from newsreader.library.wishes import IMAGE, LEAD, PAGE, Wish, Wishes


def test_pages_come_before_lead_pictures_and_those_before_the_rest_each_in_the_order_wanted() -> None:
    wishes = Wishes()
    for wish in (Wish((IMAGE, 0, 1), "rest", 1), Wish((LEAD, 1, 0), "lead of b", 2), Wish((PAGE, 2, 0), "c", 3), Wish((LEAD, 0, 0), "lead of a", 1), Wish((PAGE, 1, 0), "b", 2)):
        wishes.add(wish)
    assert [request.url for request in wishes.requests(lambda wish: Request(wish.url))] == ["b", "c", "lead of a", "lead of b", "rest"]
