"""The demo edition, held to what it promises."""
