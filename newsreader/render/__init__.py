"""The forms an article can take: text, Markdown, HTML, JSON, and styled lines for a width."""
