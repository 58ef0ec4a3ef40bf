"""The export command: subscriptions as OPML; articles as a book, as Markdown, as HTML, as text."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Literal

import click

from newsreader.cli.context import Context, query_of
from newsreader.cli.output import fail, warn
from newsreader.text.counted import counted

Form = Literal["opml", "epub", "markdown", "html", "text"]


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), default="-")
@click.option("--format", "form", type=click.Choice(["opml", "epub", "markdown", "html", "text"]), default="opml", show_default=True)
@click.option("--query", default=None, metavar="Q", help="Which articles, as for `list`; else those that `prefetch` makes ready.")
@click.pass_obj
def export_command(context: Context, file: Path, form: Form, query: str | None) -> None:
    """Write every subscription as OPML, or articles with what is kept of their images: an EPUB, one HTML file, one text, or Markdown
    (a file for each, where FILE doesn't end in .md). Without FILE on stdout."""
    if form == "opml":
        if query is not None:
            raise click.UsageError("--query goes with the formats of articles: epub, markdown, html, text")
        from newsreader.library.transfer import export_opml

        _write(file, export_opml(context.store))
        return
    from newsreader.library.exporting import CannotExport, export, export_folder, whole_file

    if form == "epub" and str(file) == "-" and sys.stdout.isatty():
        fail("a book is nothing for a terminal: give a FILE, as in news.epub")
    query_of((query or "",))
    caches = context.caches()
    try:
        if str(file) == "-":
            with TemporaryFile() as made:  # whole before it goes out: a book can't be finished in a pipe that is closed
                export(context.store, caches, query or "", form, made)
                made.seek(0)
                copyfileobj(made, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        if form == "markdown" and file.suffix != ".md":
            count = export_folder(context.store, caches, query or "", file)
        else:
            with whole_file(file) as out:
                count = export(context.store, caches, query or "", form, out)
    except CannotExport as error:
        fail(str(error))
    warn(f"{counted(count, 'article')} in {file}")


def _write(file: Path, data: bytes) -> None:
    if str(file) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from newsreader.library.exporting import CannotExport, whole_file

    try:
        with whole_file(file) as out:
            out.write(data)
    except CannotExport as error:
        fail(str(error))
