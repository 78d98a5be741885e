#!/usr/bin/python3
"""The outbox's promise: what was due arrives, whatever happens to the daemon in between."""
import json
import random

from harness import Hook, main, test, wait_for

ROWS = "".join(f"{n} |\n任务{n} |\n单位{n} |\n2030年1月{20 + n % 8}日前完成 |\n" for n in range(1, 61))
MANY = f"""测府办〔2030〕2号
测试区重点任务分工
测试区人民政府办公室
2030年1月2日
序号 |
工作任务 |
负责单位 |
时间进度 |
{ROWS}"""


@test("kill -9 at twenty random moments loses no reminder; twice comes only what was in flight")
def killed(home):
    seed = random.randrange(1 << 30)
    print(f"# seed {seed}")
    rng = random.Random(seed)
    hook = Hook(home)
    (home.notices / "test.txt").write_text(MANY, encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 4; }},'
                   f'{{ name = "mail"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}',
                   'unknown_units = [ "hook:{unit}", "mail:{unit}" ];')
    expected = None
    for round_ in range(21):
        day = 3 + round_
        seen = len(hook.requests)
        home.start(f"2030-01-{day:02d}T09:00:00+08:00 x3600")
        if round_ == 20:
            break
        wait_for("the daemon at work", lambda: len(hook.requests) > seen or home.daemon.poll() is not None or
                 rng.random() < 0.01)
        wait_for("a moment", lambda: rng.random() < 0.1)
        home.kill()
    expected = {f"test:{n}.1" for n in range(1, 61)}

    def said():
        found = {}
        for _, headers, body in list(hook.requests):
            for item in json.loads(body)["data"]["items"]:
                found.setdefault((item["address"], item["stage"]), set()).add(headers.get("webhook-id"))
        return found
    wait_for("every task's assignment and due day", lambda: {a for a, s in said() if s == "assigned"} >= expected and
             {a for a, s in said() if s in ("due", "overdue")} >= expected, 60)
    twice = {k: v for k, v in said().items() if len(v) > 1 and k[1] == "assigned"}
    assert not twice, f"the same stage under two ids: {twice}"
    assert home.stop() == 0


@test("SIGTERM leaves nothing in flight, and the next start sends the rest once")
def orderly(home):
    hook = Hook(home)
    (home.notices / "test.txt").write_text(MANY, encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 1; }}', 'unknown_units = [ "hook:{unit}" ];')
    home.start("2030-01-03T09:09:00+08:00 x60")
    wait_for("the first", lambda: hook.requests)
    assert home.stop() == 0
    home.start("2030-01-03T09:30:00+08:00 x60")
    wait_for("all units", lambda: len(hook.requests) >= 60)
    ids = [h.get("webhook-id") for _, h, _ in hook.requests]
    assert len(set(ids)) == len(ids), "a delivery was sent twice"


@test("the daemon under a skipping clock sends exactly what simulate prints")
def as_simulated(home):
    home.configure(f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}')
    simulated = home.ctl("simulate", "-c", home.conf, "--from", "2030-01-03", "--to", "2031-03-01", "--json",
                         home.notices / "test.txt")
    want = sorted((m["to"], m["subject"]) for m in map(json.loads, simulated.stdout.splitlines()) if "subject" in m)
    home.start("2030-01-03T00:00:00+08:00 skip until 2031-03-01T00:00:00+08:00")
    assert home.wait_exit() == 0
    import email
    import email.policy
    got = []
    for path in home.mails():
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        got.append((str(mail["To"]), str(mail["Subject"])))
    assert len(want) > 5 and len(got) == len(want), (len(got), len(want))
    assert sorted(s for _, s in got) == sorted(s for _, s in want)


main()
