"""An Article in, a form of it out: text, Markdown, HTML, JSON, lines for a width."""
