#!/usr/bin/python3
"""The outbox's promise: what was due arrives, whatever happens to the daemon in between."""
import contextlib
import json
import random
import sqlite3
import threading
import time

from harness import Hook, main, test, wait_for

UNITS, KILLS, CONNECTIONS = 2000, 200, 4
GROUP = 256    # outcomes that may wait together for their commit (loop/sender.h), for 10 ms at most


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


def stored(home, where):
    """The letters of the hook's deliveries in the store as it is on disk."""
    with contextlib.closing(sqlite3.connect(f"file:{home.path}/deadlined.db?mode=ro", uri=True)) as store:
        return {letter for letter, in store.execute(f"SELECT letter FROM deliveries WHERE channel = 'hook' AND {where}")}


def queue_all(home, hook):
    """All units' messages into the store, with the first of them in flight; then the notice is of no more use."""
    path = home.notices / "test.txt"
    path.write_text(many(UNITS), encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = {CONNECTIONS}; }}',
                   'unknown_units = [ "hook:{unit}" ]; policies : ( { name = "default"; spread = "0s"; } );')
    home.start("2030-01-03T08:00:00+08:00 x600")
    wait_for("the first", lambda: hook.requests)
    wait_for("all messages", lambda: len(stored(home, "1")) == UNITS, 120)
    home.kill()
    path.unlink()


@test(f"kill -9 at {KILLS} random moments of {UNITS:,} deliveries loses none; twice comes only what was in flight")
def killed(home):
    seed = random.randrange(1 << 30)
    print(f"# seed {seed}")
    rng = random.Random(seed)
    run = [(threading.Semaphore(0), [])]    # of the daemon that runs: how many answers it gets, and what was answered

    def answer(n, headers, body):
        gate, answered = run[0]
        gate.acquire(timeout=60)
        answered.append(headers["webhook-id"])
        return 204, {}, b""
    hook = Hook(home, answer)
    queue_all(home, hook)
    run[0][0].release(UNITS)

    def came():
        return [header(h, "webhook-id") for _, h, _ in list(hook.requests)]
    durable, slack = set(), 0
    for kill in range(KILLS):
        gate, answered = run[0] = threading.Semaphore(0), []
        before = len(hook.requests)
        home.start("2030-01-03T15:00:00+08:00")
        wait_for("the first", lambda: len(hook.requests) > before)
        want = rng.randrange(1, 3 * UNITS // KILLS // 2)
        gate.release(want)
        calm = kill % 4 == 0    # every fourth time all that was answered is durable before the kill, with others in flight
        if calm:
            wait_for("the answers", lambda: len(answered) >= want or not stored(home, "state IN (0, 1)"))
            wait_for("their receipts", lambda: not set(list(answered)) - stored(home, "state = 2"))
        else:
            time.sleep(rng.random() * 0.02)
        home.kill()
        again = durable & set(came()[before:])
        assert not again, f"what the store had as sent was sent again: {again}"
        durable = stored(home, "state = 2")
        slack += 0 if calm else min(len(answered), GROUP)
        gate.release(UNITS)
        wait_for("the end of what the killed one had sent", lambda: not hook.open)    # its requests are not the next one's
    run[0] = threading.Semaphore(UNITS), []
    home.start("2030-01-03T15:00:00+08:00")
    wait_for("every receipt", lambda: len(stored(home, "state = 2")) == UNITS)
    ids = came()
    assert set(ids) == stored(home, "1"), "a delivery was lost"
    bodies = {}
    for _, headers, body in list(hook.requests):
        assert bodies.setdefault(header(headers, "webhook-id"), body) == body, "the same id came with other bytes"
    repeats = len(ids) - len(set(ids))
    assert repeats <= (KILLS + 1) * CONNECTIONS + slack, f"{repeats} repeats are more than what was in flight"
    print(f"# {len(ids)} requests for {UNITS} deliveries, {repeats} of them repeats of what was in flight")
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
