#!/usr/bin/python3
"""Holidays as living data: the public JSON form becomes the table, a changed table moves what it must and tells it once."""
import json
import os
import pathlib
import subprocess

from harness import BUILD, ROOT, main, test, wait_for

SCRIPT = ROOT / "scripts/update-holidays"
TABLE = ROOT / "conf/holidays/cn.tsv"


def run(*words):
    return subprocess.run([SCRIPT, *map(str, words)], capture_output=True, text=True, timeout=60)


def rows(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def form(year, entries, **more):
    """The public form; `entries` are rows of the table."""
    days = [{"name": name, "date": day, "isOffDay": kind == "off"} for day, kind, name in entries]
    return dict({"year": year, "papers": [f"https://example.org/{year}"], "days": days}, **more)


def save(home, name, data):
    path = home.path / name
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def year_of(day, kind, name):
    return int(day[:4]) + (day[5:7] == "12" and name == "元旦")


@test("the shipped table is what the public form of its years gives, in any order of the files")
def whole(home):
    shipped = rows(TABLE)
    files = [save(home, f"{year}.json", form(year, [r for r in shipped if year_of(*r) == year]))
             for year in range(2016, 2027)]
    for order in (files, files[::-1], files[5:] + files[:5]):
        table = home.path / "new.tsv"
        table.unlink(missing_ok=True)
        done = run(table, *order)
        assert done.returncode == 0, done.stderr
        assert rows(table) == shipped
    text = table.read_text(encoding="utf-8")
    for year, sums in ((2016, "24 off, 6 work, 250"), (2020, "30 off, 7 work, 249"), (2026, "33 off, 6 work, 248")):
        assert f"# {year}: {sums} working days. https://example.org/{year}\n" in text, text
    again = run(table, *files)
    assert table.read_text(encoding="utf-8") == text and again.stdout.count("\n") == 1, again.stdout


@test("one year is replaced; other years, comments and the New Year's days of the next year stay")
def one_year(home):
    table = save(home, "cn.tsv", TABLE.read_text(encoding="utf-8"))
    fresh = [r for r in rows(TABLE) if year_of(*r) == 2018 and r[0] != "2018-04-08"]
    done = run(table, save(home, "2018.json", form(2018, fresh)))
    assert done.returncode == 0 and "2018-04-08: an ordinary day, was work (清明节)" in done.stdout, done
    assert rows(table) == [r for r in rows(TABLE) if r[0] != "2018-04-08"]
    before, after = (path.read_text(encoding="utf-8").splitlines() for path in (TABLE, table))
    changed = [line for line in before if line.startswith("#") and line not in after]
    assert len(changed) == 1 and changed[0].startswith("# 2018:"), changed
    assert ["2018-12-31", "off", "元旦"] in rows(table)


@test("what cannot be right is refused with a sentence, and the table stays as it was")
def nonsense(home):
    good = form(2025, [r for r in rows(TABLE) if year_of(*r) == 2025])

    def with_day(**change):
        return dict(good, days=[dict(good["days"][0], **change)] + good["days"][1:])

    table = save(home, "cn.tsv", TABLE.read_text(encoding="utf-8"))
    wrong = [
        ("no JSON", "{", "is no JSON"),
        ("a list", [], 'expected "year"'),
        ("no year", dict(good, year=None), 'expected "year"'),
        ("a year as text", dict(good, year="2025"), 'expected "year"'),
        ("an odd year", dict(good, year=1925), 'expected "year"'),
        ("no days", dict(good, days=[]), "has not been published"),
        ("days that are none", dict(good, days={}), "holds no days"),
        ("an entry that is none", dict(good, days=["2025-01-01"]), "expected objects"),
        ("a day that does not exist", with_day(date="2025-02-30"), "is no day"),
        ("a day otherwise written", with_day(date="2025/1/1"), "is no day"),
        ("a day of another year", with_day(date="2024-06-01"), "is no day of 2025"),
        ("a name with a tab", with_day(name="a\tb"), "without tabs"),
        ("no name", with_day(name=""), "expected the holiday's"),
        ("a number for yes", with_day(isOffDay=1), "true or false"),
        ("every day the wrong way round", dict(good, days=[dict(d, isOffDay=not d["isOffDay"]) for d in good["days"][:12]]),
         "no whole year"),
        ("a day twice", dict(good, days=good["days"] + [dict(good["days"][0], name="x")]), "stands there twice"),
        ("half a year", dict(good, days=good["days"][:3]), "no whole year"),
        ("papers that are none", dict(good, papers=[7]), "list of addresses"),
    ]
    for name, data, says in wrong:
        done = run(table, save(home, "x.json", data))
        assert done.returncode == 1 and says in done.stderr and "x.json" in done.stderr, (name, done)
        assert table.read_bytes() == TABLE.read_bytes(), name
    assert run(table, home.path / "gone.json").returncode == 1
    assert run().returncode == 2
    two = run(table, save(home, "a.json", good), save(home, "b.json", good))
    assert two.returncode == 1 and "holds 2025 already" in two.stderr, two
    broken = save(home, "broken.tsv", "2025-01-01 off x\n")
    assert "broken.tsv:1: expected a day" in run(broken, save(home, "x.json", good)).stderr


@test("a longer table at reload moves the clock that crossed its end; what moved is on record, and told once")
def reload(home):
    table = save(home, "own.tsv", "2030-01-01\toff\t元旦\n")
    home.configure(f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}',
                   f'calendar : {{ holidays = [ "{table}" ]; }};')
    home.start("2030-12-30T10:00:00+08:00")
    home.wait_logged("calendar: the tables of holidays end with 2030-12-31")
    home.wait_logged("notice=test tasks=3")
    home.ctl("start", "test:3.1", "--at", "2030-12-30T09:00")
    home.stop()
    home.start("2030-12-31T09:30:00+08:00")    # by now the unit has heard of it
    home.wait_logged("delivery=.* to=丙局 .* result=sent", 2)
    due = home.ask("show", "test:3.1")["items"][0]
    assert (due["due"], due["provisional"], due["holidays_until"]) == ("2031-01-02", True, "2030-12-31"), due
    assert "2031-01-02~ Thu (the tables of holidays end with 2030-12-31: it may still move)" in \
        home.ctl("show", "test:3.1").stdout
    status = home.ask("status")
    assert status["provisional"] == 1 and "end with 2030-12-31" in status["calendar"]["warning"], status
    assert "holidays    the tables of holidays end with 2030-12-31" in home.ctl("status").stdout
    year = [[f"2031-{day}", "off", name] for day, name in (
        ("01-01", "元旦"), ("01-02", "元旦"), ("01-23", "春节"), ("04-05", "清明节"), ("05-01", "劳动节"), ("10-01", "国庆节"))]
    assert run(table, save(home, "2031.json", form(2031, year))).returncode == 0
    home.ctl("reload")
    moved = wait_for("the moved day", lambda: [e for e in home.ask("show", "test:3.1")["history"] if e["what"] == "move"])
    assert [(e["from"], e["to"], e["who"]) for e in moved] == [("2031-01-02", "2031-01-06", "calendar")], moved
    assert not home.ask("show", "test:3.1")["items"][0]["provisional"]
    home.ctl("reload")
    again = [e for e in home.ask("show", "test:3.1")["history"] if e["what"] == "move"]
    assert len(again) == 1 and home.ask("status")["provisional"] == 0


@test("--check warns of a table that ends before long, and of none that reaches far")
def foreseen(home):
    table = save(home, "own.tsv", "2030-01-01\toff\t元旦\n")
    home.configure(f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}',
                   f'calendar : {{ holidays = [ "{table}" ]; }};')
    for clock, warned in (("2030-06-01T08:00:00+08:00", False), ("2030-11-02T08:00:00+08:00", True)):
        done = subprocess.run([BUILD / "deadlined", "-c", home.conf, "--check"], capture_output=True, text=True,
                              env=dict(os.environ, DEADLINED_CLOCK=clock), timeout=60)
        assert done.returncode == 0 and ("end with 2030-12-31" in done.stderr) == warned, done


main()
