"""Bytes in, a feed and its entries out; also a page's feed links, and OPML."""
