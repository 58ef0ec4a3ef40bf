"""Pages that list stories and have no feed, each shaped as sites are; every one tells of the stories of `TITLES`."""

from __future__ import annotations

TITLES = (
    "Rain at last on the northern hills",
    "A bridge, and those who built it",
    "Why the old mill closed its doors",
    "Seven walks for the end of winter",
    "The baker's daughter goes to sea",
    "Nothing new about the railway",
)
DAYS = tuple(f"2026-03-{day:02d}" for day in range(20, 14, -1))
SHORT = "Some words that tell a little more of what happened there and why."
MENU = "<header><nav><ul>" + "".join(f"<li><a href='/{name}'>{name.title()} and more of it</a></li>" for name in ("news", "sports", "culture", "weather", "contact", "imprint", "privacy")) + "</ul></nav></header>"
FOOT = "<footer>" + "".join(f"<a href='/about/{n}'>About our long company page {n}</a> " for n in range(9)) + "</footer>"


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>Hill news</title>{head}</head><body>{MENU}<main>{body}</main>{FOOT}</body></html>"


def _slug(number: int) -> str:
    return f"/2026/03/story-number-{number}"


def _each(template: str) -> str:
    return "".join(template.format(n=n, url=_slug(n), title=title, day=day, text=SHORT) for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True)))


def english(day: str) -> str:
    return f"March {int(day[-2:])}, 2026"


CARDS = _page("<div class='posts'>" + _each("<article class='post card-{n}'><a href='{url}'><img src='/{n}.jpg' alt=''></a><h2 class='title'><a href='{url}'>{title}</a></h2><p class='meta'>By <a href='/author/x'>A writer</a>, <time datetime='{day}T08:00:00Z'>long ago</time></p><p class='excerpt'>{text}</p><a href='{url}'>Read more</a></article>") + "</div>")
LIST = _page("<h1>All posts</h1><ul class='archive-list'>" + _each("<li><span class='date'>{day}</span> <a href='{url}'>{title}</a></li>") + "</ul>")
TABLE = _page("<table><tr><th>Date</th><th>Title</th></tr>" + _each("<tr><td>{day}</td><td><a href='{url}'>{title}</a></td><td>PDF</td></tr>") + "</table>")
WRAPPED = _page("<section>" + _each("<a class='teaser' href='{url}'><h3>{title}</h3><p>{text}</p><small>{day}</small></a>") + "</section>")
FLAT = _page(_each("<h3><a href='{url}'>{title}</a></h3><p>{text}</p>"))
HASHED = _page("<div class='css-1x9ab2'>" + _each("<div class='css-8fh31z sc-bdVaJa'><div><a class='css-zz91k2' href='{url}'>{title}</a></div><span class='css-0d8ffa'>{day}</span></div>") + "</div>")
MONTHS = _page("".join(f"<h2>Part {part}</h2><ul class='month'>" + "".join(f"<li><a href='{_slug(n)}'>{TITLES[n]}</a> — {english(DAYS[n])}</li>" for n in range(part * 3, part * 3 + 3)) + "</ul>" for part in range(2)))
DEFINED = _page("<dl class='news'>" + _each("<div class='row-x'><dt>{day}</dt><dd><a href='{url}'>{title}</a></dd></div>") + "</dl>")
VARIED = _page("<div id='stream'>" + "".join(f"<div class='entry {'featured' if n == 0 else 'plain'} post-{n}77'><h2><a href='{_slug(n)}'>{title}</a></h2><div class='byline'><span class='author'>X</span><span class='when'>{english(DAYS[n])}</span></div><div class='body'><p>{SHORT}</p></div></div>" for n, title in enumerate(TITLES)) + "</div>")
HINDI_TITLES = ("पहाड़ों पर आखिर बारिश हुई", "एक पुल और उसे बनाने वाले", "पुरानी चक्की क्यों बंद हुई", "सर्दी के अंत में सात सैर", "नानबाई की बेटी समुद्र को चली", "रेलवे के बारे में कुछ नया नहीं")
HINDI = _page("<div class='samachar'>" + "".join(f"<div class='khabar'><a href='{_slug(n)}'>{title}</a><span class='tithi'>{20 - n} मार्च 2026</span></div>" for n, title in enumerate(HINDI_TITLES)) + "</div>")
JAPANESE_TITLES = ("北の丘についに雨が降った", "橋とそれを造った人びと", "古い水車が閉じた理由", "冬の終わりの七つの散歩", "パン屋の娘が海へ行く", "鉄道に新しいことなし")
JAPANESE = _page("<ul>" + "".join(f"<li><time>2026年3月{20 - n}日</time><a href='{_slug(n)}'>{title}</a></li>" for n, title in enumerate(JAPANESE_TITLES)) + "</ul>")
SIDEBAR = _page("<div class='main-col'>" + _each("<div class='story'><h2><a href='{url}'>{title}</a></h2></div>") + "</div><div class='sidebar'><ul>" + "".join(f"<li><a href='/popular/some-other-story-{n}'>Most read of all the stories number {n}</a></li>" for n in range(10)) + "</ul></div>")

DATED = {"cards": CARDS, "list": LIST, "table": TABLE, "wrapped": WRAPPED, "hashed": HASHED, "defined": DEFINED, "varied": VARIED, "hindi": HINDI, "japanese": JAPANESE}
UNDATED = {"flat": FLAT, "months": MONTHS, "sidebar": SIDEBAR}
TELLING = {"cards", "wrapped", "varied"}
"""Those that give a summary, too."""

SCRIPTED = "<!doctype html><html><head><title>App</title></head><body><div id='root'></div><script src='/app.js'></script></body></html>"
PROSE = _page("<article><h1>One story</h1>" + f"<p>{SHORT}</p>" * 9 + "<p>See <a href='/a'>this one</a> and <a href='/b'>that one</a>.</p></article>")


def titles_of(name: str) -> tuple[str, ...]:
    return {"hindi": HINDI_TITLES, "japanese": JAPANESE_TITLES}.get(name, TITLES)
