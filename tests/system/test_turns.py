#!/usr/bin/python3
"""The loop is never away from its sockets for long, however much there is to do."""
import contextlib
import json
import socket
import sqlite3

from harness import Hook, main, test, wait_for

TASKS = 20000
HEAD = """测府办〔2030〕2号
测试任务分工
测试市人民政府办公室
2030年1月2日
序号 |
工作任务 |
负责单位 |
时间进度 |
"""


def ask(home, verb):
    """Over the socket itself, whatever the answer's length."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(home.path / "control.sock"))
        client.sendall(json.dumps({"verb": verb}).encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            answer += client.recv(1 << 20)
        return json.loads(answer)["ok"]


def is_half_there(home):
    """Some of the big notice's tasks are in the store, and it does not stand yet."""
    with contextlib.closing(sqlite3.connect(home.path / "deadlined.db", timeout=60)) as db:
        return db.execute("SELECT count(*) FROM notices WHERE id = 'big' AND retired IS NOT NULL").fetchone()[0] == 1


@test("a notice of 20,000 tasks is taken while another channel's deliveries go on")
def many(home):
    hook = Hook(home)
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 1; }},'
                   f' {{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}',
                   'unknown_units = [ "drop:{unit}@example.org" ];')
    home.start("2030-01-03T10:00:00+08:00")
    home.wait_logged("notice=test")
    ask(home, "status")
    rows = "".join(f"{n} |\n任务{n} |\nunit{n % 100} |\n2030年12月31日前完成 |\n" for n in range(1, TASKS + 1))
    (home.path / "big.txt").write_text(HEAD + rows, encoding="utf-8")
    (home.path / "big.txt").rename(home.notices / "big.txt")
    during = 0
    while not home.logged("notice=big"):
        before = len(hook.requests)
        begun = is_half_there(home)
        home.ctl("test", "hook")
        wait_for("the letter", lambda: len(hook.requests) > before)
        during += begun and is_half_there(home)
    assert during >= 3, during
    assert ask(home, "status")["tasks"] > TASKS
    wait_for("all are on record", lambda: home.ask("show", f"big:{TASKS}.1")["items"])


@test("what looks at every task is answered while others are answered too")
def walks(home):
    home.configure(f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}')
    rows = "".join(f"{n} |\n任务{n} |\nunit{n % 100} |\n2030年12月31日前完成 |\n" for n in range(1, TASKS // 4 + 1))
    (home.notices / "test.txt").write_text(HEAD + rows, encoding="utf-8")
    home.start("2030-01-03T10:00:00+08:00")
    home.wait_logged("notice=test")
    with socket.socket(socket.AF_UNIX) as slow:
        slow.connect(str(home.path / "control.sock"))
        slow.sendall(b'{"verb": "status"}\n{"verb": "nothing"}\n')
        wait_for("another's answer", lambda: home.ask("show", "test:1.1")["items"])
        slow.setblocking(False)
        answers = b""
        def complete():
            nonlocal answers
            try:
                answers += slow.recv(1 << 20)
            except BlockingIOError:
                pass
            return answers.count(b"\n") == 2
        wait_for("both answers, in their order", complete)
        first, second = map(json.loads, answers.splitlines())
        assert first["ok"]["tasks"] == TASKS // 4 and "error" in second, answers[:500]
    with socket.socket(socket.AF_UNIX) as gone:    # whoever goes in the middle is forgotten
        gone.connect(str(home.path / "control.sock"))
        gone.sendall(b'{"verb": "list"}\n')
    assert ask(home, "bulletin")["text"]


main()
