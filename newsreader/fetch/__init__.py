"""Addresses in, bytes and validators out: HTTP, limits, politeness."""
