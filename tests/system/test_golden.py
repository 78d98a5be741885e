#!/usr/bin/python3
"""Five years of the sample notice: what goes out, when and to whom, with a script of reports and events in between.

golden/linhai.txt has been read by a person. When messages or stages change on purpose, `python3
tests/system/test_golden.py --update` writes it anew (build first: make all); read the difference before it is committed.
"""
import collections
import difflib
import email
import email.policy
import email.utils
import json
import os
import subprocess
import sys

from harness import BUILD, ROOT, main, test, wait_for

FOLDER = "tests/system/golden"
GOLDEN = ROOT / FOLDER / "linhai.txt"
SAMPLE = "conf/demo/linhai-2016-12.txt"
SHOWN, COMPARED = 60, 150


def simulate(*options):
    """deadlinectl simulate on the sample, from the root of the tree, so that paths in what it says are the same everywhere."""
    return subprocess.run([BUILD / "deadlinectl", *options, SAMPLE], cwd=ROOT, capture_output=True, text=True, timeout=120,
                          env=dict(os.environ, COLUMNS="120"))


def play():
    done = simulate("-c", f"{FOLDER}/linhai.conf", "simulate", "--items", "--to", "2021-10-31", "--script",
                    f"{FOLDER}/linhai.script")
    assert done.returncode == 1, (done.returncode, done.stderr)    # some commands of the script are there to be refused
    return done.stdout


@test("five years with a script of reports and events go as a person has read them")
def golden(home):
    now, read = play(), GOLDEN.read_text(encoding="utf-8")
    differences = list(difflib.unified_diff(read.splitlines(), now.splitlines(), "golden/linhai.txt", "now", lineterm=""))
    assert not differences, "\n".join([*differences[:SHOWN], f"{len(differences)} lines of differences; see " + __file__])


def sent(path):
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return email.utils.parsedate_to_datetime(mail["Date"]).strftime("%Y-%m-%dT%H:%M"), str(mail["Subject"])


@test("what simulate says is what the daemon sends")
def same_as_daemon(home):
    home.notices.joinpath("test.txt").unlink()
    home.notices.joinpath("linhai-2016-12.txt").write_bytes((ROOT / SAMPLE).read_bytes())
    home.configure(f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}')
    said = simulate("-c", home.conf, "simulate", "--json", "--to", "2018-12-31").stdout
    messages = [json.loads(line) for line in said.splitlines()]
    assert len(messages) > COMPARED, len(messages)
    home.start("2016-10-31T00:00:00+08:00 skip")
    wait_for("the mails", lambda: len(list(home.path.glob("mail/**/new/*"))) > COMPARED + 20)
    home.kill()
    mails = sorted(sent(path) for path in home.path.glob("mail/**/new/*"))
    expected = sorted((m["at"][:16], m["subject"]) for m in messages)
    last = mails[COMPARED][0]    # what was on its way when the daemon ended is left out
    assert collections.Counter(m for m in mails if m[0] < last) == collections.Counter(m for m in expected if m[0] < last)


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        GOLDEN.write_text(play(), encoding="utf-8")
        sys.exit()
    main()
