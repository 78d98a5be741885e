#!/usr/bin/python3
"""The wall clock is set while the real daemon runs: with libfaketime between it and the clock, and with the kernel's own
notice of that. Nothing is lost, nothing comes twice, and nothing waits for the clock to be back where it was."""
import ctypes
import datetime
import os
import pathlib
import re
import sys
import threading
import time

from harness import NOTICE, Hook, main, test, wait_for
from scriptedsmtp import ScriptedSMTP

DAY_S, HOUR_S = 86400, 3600
START = datetime.datetime.fromisoformat("2030-01-03T08:30:00+08:00")
PROMPT = 'policies : ( { name = "default"; spread = "0s"; } );'
PRELOAD = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
PROMPTLY_S = 4    # of an answer that needs no waiting, on a busy machine with sanitizers
SYS_PIDFD_GETFD = 438
libc = ctypes.CDLL(None, use_errno=True)


class Clock:
    """The daemon's wall clock; its monotonic one is the machine's."""

    def __init__(self, home, ready="notice=test"):
        self.home, self.path, self.ahead_s = home, home.path / "clock", START.timestamp() - time.time()
        self._write()
        home.start(None, {"LD_PRELOAD": str(PRELOAD), "FAKETIME_TIMESTAMP_FILE": str(self.path), "FAKETIME_NO_CACHE": "1",
                          "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
                          "ASAN_OPTIONS": "verify_asan_link_order=0"})
        home.wait_logged(ready)

    def _write(self):
        fresh = self.path.with_suffix(".new")
        fresh.write_text(f"{self.ahead_s:+.0f}\n")
        fresh.rename(self.path)

    def step(self, seconds):
        """Set the clock by so much, and let the daemon's timerfd be ready as the kernel does when somebody sets the clock
        (TFD_TIMER_CANCEL_ON_SET): no other event would tell a daemon that sleeps."""
        self.ahead_s += seconds
        self._write()
        pid = self.home.daemon.pid
        number = next(int(fd.name) for fd in pathlib.Path(f"/proc/{pid}/fd").iterdir() if os.readlink(fd) == "anon_inode:[timerfd]")
        own = libc.syscall(SYS_PIDFD_GETFD, os.pidfd_open(pid), number, 0)
        assert own >= 0, os.strerror(ctypes.get_errno())
        at_once = (ctypes.c_long * 4)(0, 0, 0, 1)
        assert libc.timerfd_settime(own, 0, at_once, None) == 0, os.strerror(ctypes.get_errno())
        os.close(own)

    def shows(self, iso):
        return abs(datetime.datetime.fromisoformat(iso).timestamp() - time.time() - self.ahead_s) < PROMPTLY_S


def header(headers, name):
    return {k.lower(): v for k, v in headers.items()}[name]


def letters(hook):
    return [header(h, "webhook-id") for _, h, _ in hook.requests]


def drop(home):
    return f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}'


def sane(home, clock):
    """What status says of a daemon that has nothing to do."""
    status = home.ask("status")
    assert clock.shows(status["now"]), status["now"]
    assert status["next"] is None or status["next"] > status["now"], status
    assert status["longest_turn_ms"] < 1000, status["longest_turn_ms"]
    for channel in status["channels"]:
        assert (channel["queued"], channel["sending"], channel["dead"], channel["failures"]) == (0, 0, 0, 0), channel
        assert channel["held"] is None and channel["waiting_until"] is None and channel["failing_since"] is None, channel


@test("idle while the clock is set forward: what that made due goes out at once; set back, nothing goes out again")
def idle(home):
    (home.notices / "test.txt").write_text(NOTICE.replace("2030年2月28日", "2030年1月11日"), encoding="utf-8")
    home.configure(drop(home), PROMPT)
    clock = Clock(home)
    assert not home.mails()
    waited = []
    for step, count in ((HOUR_S, 3), (-HOUR_S, 3), (HOUR_S, 3), (DAY_S, 4), (-DAY_S, 4), (DAY_S, 4), (6 * DAY_S, 5), (-7 * DAY_S, 5)):
        began = time.monotonic()
        clock.step(step)
        wait_for(f"{count} letters", lambda: len(home.mails()) == count, PROMPTLY_S)
        waited.append(time.monotonic() - began)
        wait_for("the clock", lambda: clock.shows(home.ask("status")["now"]), PROMPTLY_S)
        sane(home, clock)
    assert len(home.mails()) == 5 and len(home.logged("result=sent")) == 5, home.lines
    print(f"# noticed within {max(waited) * 1000:.0f} ms")
    assert home.stop() == 0


class Busy:
    """A webhook that answers late, one that first cannot, a mail server that takes its time at the first final dot, one that is
    idle; with three letters for each."""

    def __init__(self, home):
        self.gate, self.again = threading.Event(), []
        home.closing.callback(self.gate.set)
        self.slow = Hook(home, lambda n, headers, body: (self.gate.wait(60), (204, {}, b""))[1])
        self.later = Hook(home, lambda n, headers, body: (self.again.append(time.monotonic()), ((503 if n == 1 else 204), {}, b""))[1])
        self.dumb = ScriptedSMTP(home, lambda step, n: self.gate.wait(60) and None if step == "dot" and n == 1 else None)
        self.quit = []
        self.idle = ScriptedSMTP(home, lambda step, n: self.quit.append(time.monotonic()) if step == "quit" else None)
        hooks = ", ".join(f'{{ name = "{name}"; type = "webhook"; url = "{hook.url()}"; connections = 1; }}'
                          for name, hook in (("slow", self.slow), ("later", self.later)))
        mails = ", ".join(f'{{ name = "{name}"; type = "smtp"; url = "smtp://127.0.0.1:{server.port}"; tls = "none"; connections = 1; '
                          f'from = "a@example.org"; }}' for name, server in (("dumb", self.dumb), ("idle", self.idle)))
        units = ", ".join(f'{{ name = "{unit}"; notify = [ "slow:{to}", "later:{to}", "dumb:{to}@example.org", "idle:{to}@example.org" ]; }}'
                          for unit, to in (("甲局", "jia"), ("乙局", "yi"), ("丙局", "bing")))
        home.configure(f"{hooks}, {mails}", f"units : ( {units} ); {PROMPT}")

    def under_way(self):
        return self.slow.requests and len(self.later.requests) == 1 and len(self.dumb.seen) == 1 and len(self.idle.mails) == 3

    def all_there(self):
        return all(len(x) == 3 for x in (self.slow.requests, self.dumb.mails, self.idle.mails)) and len(self.later.requests) == 4


def set_at_work(home, step):
    """One in flight, one waiting for its next try, one connection idle: now the clock is set, and later set back to where it was."""
    busy = Busy(home)
    clock = Clock(home)
    clock.step(HOUR_S)
    wait_for("all of them under way", busy.under_way)
    home.wait_logged("channel=later.*result=retry")
    idle_since = time.monotonic()
    clock.step(step)
    wait_for("the next try", lambda: len(busy.again) > 1, 6 + PROMPTLY_S)
    busy.gate.set()
    wait_for("all of them", busy.all_there, PROMPTLY_S)
    wait_for("receipts", lambda: len(home.logged("result=sent")) == 12, PROMPTLY_S)
    sane(home, clock)
    clock.step(-step)
    wait_for("QUIT", lambda: busy.quit, 10 + PROMPTLY_S)
    assert 8 < busy.quit[0] - idle_since < 10 + PROMPTLY_S, f"an idle connection was kept for {busy.quit[0] - idle_since:.1f} s"
    assert busy.all_there(), "something came twice"
    for hook, repeats in ((busy.slow, 0), (busy.later, 1)):
        assert len(letters(hook)) - len(set(letters(hook))) == repeats, letters(hook)
    for server in (busy.dumb, busy.idle):
        assert len(set(server.ids(server.seen))) == len(server.seen) == 3, server.ids(server.seen)
    assert home.stop() == 0


for name, step in (("a day forward and then back", DAY_S), ("a day back and then forward", -DAY_S),
                   ("an hour forward and then back", HOUR_S), ("an hour back and then forward", -HOUR_S)):
    test(f"the clock is set {name} while letters are in flight, waiting and done: each comes once, none waits for the clock")(
        lambda home, step=step: set_at_work(home, step))


@test("queued under a clock that was a day ahead, and started again under the right one: all goes out at once")
def ahead(home):
    refusing = [True]
    hook = Hook(home, lambda n, headers, body: (503 if refusing[0] else 204, {}, b""))
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 1; }}',
                   f'unknown_units = [ "hook:{{unit}}" ]; {PROMPT}')
    clock = Clock(home)
    clock.step(DAY_S + HOUR_S)
    home.wait_logged("result=retry")
    home.kill()
    refusing.clear()
    refusing.append(False)
    home.lines.clear()
    Clock(home, "started:")
    wait_for("all three", lambda: len(home.logged("result=sent")) == 3, 6 + PROMPTLY_S)
    assert len(set(letters(hook))) == 3, letters(hook)


if not PRELOAD:
    sys.exit("libfaketime is missing: scripts/bootstrap test")
main()
