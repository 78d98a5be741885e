#!/usr/bin/python3
"""Living with it: bad files, changed files, changed configuration, the service manager, silence."""
import json
import os
import socket

from harness import NOTICE, main, test, wait_for

DROP = '{{ name = "drop"; type = "maildir"; path = "{}/mail"; from = "a@example.org"; }}'


def quiet_start(home, clock="2030-01-03T08:00:00+08:00"):
    home.configure(DROP.format(home.path))
    home.start(clock)
    home.wait_logged("notice=test tasks=3")


def tasks(home):
    return {i["address"]: i for i in home.ask("list")["items"]}


@test("bad files cost themselves only, each with a sentence that names it")
def bad_files(home):
    bad = {"empty.txt": b"", "binary.txt": os.urandom(4096), "broken.txt": "序号 | 任务".encode() + b"\xff\xfe\xfa" * 40,
           "long.txt": b"x" * (50 << 20), "fake.docx": b"PK\x03\x04" + os.urandom(2000)}
    for name, data in bad.items():
        (home.notices / name).write_bytes(data)
    quiet_start(home)
    for name in ("empty", "binary", "long", "fake"):
        home.wait_logged(f"{name}\\.")
    assert set(tasks(home)) >= {"test:1.1", "test:2.1"}
    assert home.daemon.poll() is None


@test("a changed file changes what changed; a removed one is retired and can come back with its progress")
def changed(home):
    quiet_start(home)
    home.ctl("report", "test:1.1", "數據集=150")
    (home.notices / "test.txt").write_text(NOTICE.replace("2030年2月28日前完成", "2030年3月15日前完成"), encoding="utf-8")
    wait_for("the moved day", lambda: tasks(home)["test:2.1"]["due"] == "2030-03-15")
    (home.notices / "test.txt").unlink()
    wait_for("nothing listed", lambda: not tasks(home))
    (home.notices / "test.txt").write_text(NOTICE, encoding="utf-8")
    wait_for("the tasks again", lambda: "test:1.1" in tasks(home))
    assert tasks(home)["test:1.1"]["targets"][0]["reported"] == 150


@test("a changed notice is compared with the plan before it is taken, however long it is")
def compared(home):
    quiet_start(home)
    home.ctl("report", "test:1.1", "数据集=150")
    changed = home.path / "test.txt"
    changed.write_text(NOTICE.replace("2030年2月28日前完成", "2030年3月15日前完成"), encoding="utf-8")
    answer = home.ctl("diff", changed, check=False)
    assert answer.returncode == 1 and "> moved     test:2.1" in answer.stdout, answer
    assert tasks(home)["test:2.1"]["due"] == "2030-02-28"
    assert home.ctl("diff", home.notices / "test.txt").returncode == 0
    rows = "".join(f"{i},建成第{i}个数据平台,丁局,2030年12月底前完成\n" for i in range(1, 6000))
    changed.with_name("test.csv").write_text("序号,工作任务,责任单位,完成时限\n" + rows, encoding="utf-8")
    answer = home.ctl("diff", "--json", changed.with_name("test.csv"), check=False)
    assert answer.returncode == 1 and len(json.loads(answer.stdout)["changes"]) == 5999 + 3, answer.stderr
    assert len(tasks(home)) == 4


@test("a target that holds is done by itself, and done is not reminded of")
def done(home):
    quiet_start(home)
    home.ctl("report", "test:1.1", "数据集=200")
    assert home.ask("show", "test:1.1")["items"][0]["standing"] == "done"
    home.ctl("done", "test:2.1")
    answer = home.ctl("report", "test:1.1", "数据集=75%", check=False)
    assert answer.returncode == 1 and "个" in answer.stderr, answer
    started = home.ctl("start", "test:3.1", "--label", "《某办法》解读")
    assert "test:3.1@1" in started.stdout + home.ctl("list").stdout


@test("a broken configuration keeps the old settings, at reload and at SIGHUP")
def broken_reload(home):
    quiet_start(home)
    before = home.conf.read_text(encoding="utf-8")
    home.conf.write_text(before.replace("language", "langauge"), encoding="utf-8")
    answer = home.ctl("reload", check=False)
    assert answer.returncode == 1 and "langauge" in answer.stderr, answer
    assert set(tasks(home)) >= {"test:1.1"}
    home.conf.write_text(before.replace("zh_CN", "en"), encoding="utf-8")
    home.ctl("reload")


@test("systemd hears READY, RELOADING, STATUS, WATCHDOG and STOPPING")
def notify(home):
    path = str(home.path / "notify")
    server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    server.bind(path)
    server.settimeout(20)
    home.configure(DROP.format(home.path))
    home.start(None, {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "200000"})
    heard = ""

    def hear(word):
        nonlocal heard
        while word not in heard:
            heard += server.recv(4096).decode() + "\n"
    hear("READY=1")
    hear("WATCHDOG=1")
    heard = ""
    os.kill(home.daemon.pid, 1)
    hear("RELOADING=1")
    hear("READY=1")
    home.daemon.terminate()
    hear("STOPPING=1")
    assert home.wait_exit() == 0
    server.close()


@test("when nothing happens nothing is logged and nothing wakes")
def silence(home):
    quiet_start(home, None)
    wait_for("settled", lambda: home.ctl("status").returncode == 0)
    lines, before = len(home.lines), wakeups(home.daemon.pid)
    import select
    select.select([], [], [], 2.0)    # two seconds in which nothing happens are the test
    assert len(home.lines) == lines, home.lines[lines:]
    assert wakeups(home.daemon.pid) - before <= 1


def wakeups(pid):
    with open(f"/proc/{pid}/status") as status:
        return sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)


@test("no text of a notice can write a header")
def injection(home):
    evil = NOTICE.replace("建成数据平台", "建成平台\r\nBcc: evil@example.org").replace("甲局", "甲局\u2028X-Evil: 1")
    (home.notices / "test.txt").write_text(evil, encoding="utf-8", newline="")
    home.configure(DROP.format(home.path))
    home.start("2030-01-03T08:00:00+08:00 skip until 2030-02-10T00:00:00+08:00")
    home.wait_exit()
    assert home.mails()
    for path in home.mails():
        head = path.read_bytes().split(b"\r\n\r\n")[0]
        assert b"\nBcc" not in head and b"\nX-Evil" not in head, head


main()
