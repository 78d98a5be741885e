#!/usr/bin/python3
"""The faults that a delivery must survive, each with a real server that has it: nothing is lost, twice comes only what was
in flight, and nobody else waits."""
import functools

from harness import main, test, wait_for
from scriptedsmtp import HANGUP, STEPS, ScriptedSMTP

SPEED = "2030-01-03T08:50:00+08:00 x1200"
PROMPT = 'policies : ( { name = "default"; spread = "0s"; } );'
ONE = "connections = 1;"
DIALOGUE = tuple(s for s in STEPS if s not in ("auth", "quit"))


def smtp(name, server, keys=""):
    return f'{{ name = "{name}"; type = "smtp"; url = "smtp://127.0.0.1:{server.port}"; tls = "none"; from = "a@example.org"; {keys} }}'


def drop(home):
    return f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}'


def units(*notify):
    """All three units of the notice hear through all of these channels; each has an address of its own."""
    rows = ", ".join(f'{{ name = "{unit}"; notify = [ {", ".join(chr(34) + n + chr(34) for n in notify).replace("?", name)} ]; }}'
                     for unit, name in (("甲局", "jia"), ("乙局", "yi"), ("丙局", "bing")))
    return f"units : ( {rows} );\n{PROMPT}"


def run_mail(home, answer, keys="", **server):
    server = ScriptedSMTP(home, answer, **server)
    home.configure(smtp("mail", server, keys), units("mail:?@example.org"))
    home.start(SPEED)
    return server


def all_three(server):
    wait_for("three mails", lambda: len({str(m["To"]) for m in server.mails}) == 3)


def first(step, reply):
    """This reply at the first occurrence of a step, and then all is well. A refused EHLO is followed by HELO: both."""
    times = 2 if step == "ehlo" and reply != HANGUP else 1
    return lambda s, n: reply if s == step and n <= times else None


def hang_up(step, home):
    server = run_mail(home, first(step, HANGUP))
    all_three(server)
    twice = len(server.seen) - len(set(server.ids(server.seen)))
    assert twice == (1 if step == "dot" else 0), f"{twice} mails came twice"
    assert len(server.mails) == 3, server.ids()


for at in DIALOGUE:
    test(f"a server that hangs up at {at} gets everything later" + (", in doubt under the same Message-ID" if at == "dot" else
         ", nothing twice"))(functools.partial(hang_up, at))


def put_off(step, home):
    server = run_mail(home, first(step, "451 4.3.0 not now"), ONE)
    all_three(server)
    assert len(server.mails) == 3, server.ids()
    home.wait_logged("result=retry.*451")


for at in DIALOGUE:
    test(f"451 at {at} is asked again")(functools.partial(put_off, at))


def refused(step, home):
    """A server that refuses to serve or the sender holds the channel; one letter alone dies, said so."""
    holds = step in ("connect", "ehlo", "mail")
    server = run_mail(home, first(step, "554 5.7.1 go away"), ONE)
    if holds:
        home.wait_logged("result=hold.*5.7.1")
        wait_for("three held", lambda: [d["state"] for d in home.ask("deliveries")["items"]] == ["held"] * 3)
        assert not server.mails
        home.ctl("reload")
        wait_for("the units' mails", lambda: {m["To"].addresses[0].addr_spec for m in server.mails} ==
                 {f"{n}@example.org" for n in ("jia", "yi", "bing")})
        return
    wait_for("two mails", lambda: len(server.mails) == 2)
    dead = wait_for("a dead letter", lambda: home.ask("deliveries", "--dead")["items"])
    assert len(dead) == 1 and "5.7.1" in dead[0]["reason"], dead


for at in DIALOGUE:
    test(f"554 at {at} " + ("holds the channel, released by a reload" if at in ("connect", "ehlo", "mail") else
         "ends one letter and no other"))(functools.partial(refused, at))

main()
