#!/usr/bin/python3
"""The outbox's promise: what was due arrives, whatever happens to the daemon in between."""
import json
import random
import threading

from harness import Hook, main, test, wait_for

UNITS, KILLS, CONNECTIONS = 400, 20, 4


def many(units):
    rows = "".join(f"{n} |\n任务{n} |\n单位{n} |\n2030年3月{1 + n % 28}日前完成 |\n" for n in range(1, units + 1))
    return f"""测府办〔2030〕2号
测试区重点任务分工
测试区人民政府办公室
2030年1月2日
序号 |
工作任务 |
负责单位 |
时间进度 |
{rows}"""


def header(headers, name):
    return {k.lower(): v for k, v in headers.items()}[name]


@test("kill -9 at twenty random moments loses no reminder; twice comes only what was in flight")
def killed(home):
    seed = random.randrange(1 << 30)
    print(f"# seed {seed}")
    rng = random.Random(seed)
    gate = [threading.Semaphore(0)]

    def answer(n, headers, body):
        gate[0].acquire(timeout=60)
        return 204, {}, b""
    hook = Hook(home, answer)
    (home.notices / "test.txt").write_text(many(UNITS), encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = {CONNECTIONS}; }},'
                   f'{{ name = "mail"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}',
                   'unknown_units = [ "hook:{unit}", "mail:{unit}" ]; policies : ( { name = "default"; spread = "0s"; } );')
    for _ in range(KILLS):
        answered = rng.randrange(0, UNITS // KILLS - CONNECTIONS)
        until = len(hook.requests) + answered + 1
        gate[0] = threading.Semaphore(answered)
        home.start("2030-01-03T09:09:58+08:00")
        wait_for("deliveries", lambda: len(hook.requests) >= until)
        home.kill()
        gate[0].release(UNITS)
    home.start("2030-01-03T09:20:00+08:00")
    units = {f"单位{n}" for n in range(1, UNITS + 1)}

    def said():
        """(address, stage) → the ids under which it came."""
        found = {}
        for _, headers, body in list(hook.requests):
            for item in json.loads(body)["data"]["items"]:
                found.setdefault((item["address"], item["stage"]), []).append(header(headers, "webhook-id"))
        return found
    wait_for("every unit's message", lambda: len({a for a, _ in said()}) == UNITS)
    wait_for("every unit's mail", lambda: len(home.mails()) >= UNITS)
    again = {k: v for k, v in said().items() if len(set(v)) > 1}
    assert not again, f"the same stage under two ids: {again}"
    repeats = sum(len(v) - 1 for v in said().values())
    assert repeats <= KILLS * CONNECTIONS, f"{repeats} repeats are more than what was in flight"
    print(f"# {len(hook.requests)} requests for {len(units)} units, {repeats} of them repeats")
    assert home.stop() == 0


@test("SIGTERM leaves nothing in flight, and the next start sends the rest once")
def orderly(home):
    hook = Hook(home)
    (home.notices / "test.txt").write_text(many(60), encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 1; }}', 'unknown_units = [ "hook:{unit}" ];')
    home.start("2030-01-03T08:55:00+08:00 x300")
    wait_for("the first", lambda: hook.requests)
    assert home.stop() == 0
    home.start("2030-01-03T09:30:00+08:00 x120")
    wait_for("all units", lambda: len(hook.requests) >= 60)
    ids = [header(h, "webhook-id") for _, h, _ in hook.requests]
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
