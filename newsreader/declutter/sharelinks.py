"""Share links by where they lead, whatever the page calls them."""

from __future__ import annotations

import re

_TARGET = re.compile(
    r"/sharer(?:\.php|/|\?|$)|facebook\.com/(?:share|dialog/(?:share|feed|send))|intent/(?:tweet|post|compose)|(?:twitter|x)\.com/(?:share|home\?status)|"
    r"sharearticle|linkedin\.com/(?:cws/)?sharing|//wa\.me/\?|(?:api|web)\.whatsapp\.com/send|^whatsapp:|//(?:t|telegram)\.me/share|^tg://|"
    r"/pin/create|reddit\.com/(?:submit|r/\w+/submit)|tumblr\.com/(?:share|widgets/share)|plus\.google\.com/share|//vk(?:ontakte)?\.(?:com|ru)/share|"
    r"connect\.ok\.ru/(?:offer|dk)|ok\.ru/dk\?|line\.me/(?:r/msg|lineit)|^line:|getpocket\.com/(?:save|edit)|share\.flipboard\.com|"
    r"news\.ycombinator\.com/submitlink|b\.hatena\.ne\.jp/(?:add|entry|bookmarklet)|service\.weibo\.com/share|xing\.com/(?:spi/shares|app/user)|"
    r"bufferapp\.com/add|buffer\.com/add|digg\.com/submit|stumbleupon\.com/submit|^fb-messenger:|^viber://forward|addtoany\.com/(?:add_to|share)|"
    r"addthis\.com/(?:bookmark|live)|sharethis\.com|bsky\.app/intent|threads\.net/intent|sns\.qzone|story\.kakao\.com/share|wykop\.pl/dodaj|"
    r"instapaper\.com/(?:hello|text|edit)|delicious\.com/save|del\.icio\.us/post|evernote\.com/clip|diigo\.com/post|livejournal\.com/update|"
    r"blogger\.com/blog-?this|nextdoor\.com/sharekit|[?&]share=(?:facebook|twitter|linkedin|reddit|pinterest|telegram|email|tumblr|pocket|jetpack|x)\b|"
    r"^mailto:[^?]*\?.*(?:subject|body)=|^sms:.*body=|^javascript:.*\bprint\b|window\.print\("
)


def is_share_link(href: str | None) -> bool:
    """Whether an address only serves to pass the page on, to print it or to keep it."""
    if href is None or (href[:1] in "/#" and href[:2] != "//" and "share" not in href.lower()):
        return False
    href = href[:500].lower()
    if href.startswith("http") and "?" not in href and "share" not in href and "/pin/" not in href and "intent/" not in href:
        return False  # it doesn't say which page to pass on; most links end here, before sixty patterns are tried
    return _TARGET.search(href) is not None
