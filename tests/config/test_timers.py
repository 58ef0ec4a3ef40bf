"""The timers that `newsreader timer` prints."""

from __future__ import annotations

from newsreader.config.timers import cron_line, systemd_units


def test_units_name_the_command_and_the_interval() -> None:
    units = systemd_units(["/usr/bin/newsreader", "refresh", "--due"], 45)
    assert "\nExecStart=/usr/bin/newsreader refresh --due\n" in units
    assert "\nOnUnitActiveSec=45min\n" in units
    assert "Environment" not in units


def test_what_systemd_or_cron_would_read_is_escaped() -> None:
    units = systemd_units(["/home/a b/new%s$x", "refresh"], 30, "/srv/my news")
    assert 'ExecStart="/home/a b/new%%s$$x" refresh' in units
    assert 'Environment="NEWSREADER_HOME=/srv/my news"' in units
    line = cron_line(["/home/a b/100%", "refresh"], 30, "/srv/my news")
    assert line == r"*/30 * * * * env 'NEWSREADER_HOME=/srv/my news' '/home/a b/100\%' refresh 2>/dev/null"


def test_cron_counts_whole_hours_from_one_on() -> None:
    assert cron_line(["n"], 180).startswith("0 */3 * * * n ")
    assert cron_line(["n"], 24 * 60).startswith("0 6 * * * n ")
