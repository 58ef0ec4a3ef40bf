"""Bytes in, a feed and its entries out; also a page's feed links, OPML and newsboat's `urls` file."""
