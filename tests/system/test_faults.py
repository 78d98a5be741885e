#!/usr/bin/python3
"""The faults that a delivery must survive, each with a real server that has it: nothing is lost, twice comes only what was
in flight, and nobody else waits."""
import contextlib
import functools
import json
import logging
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

from harness import BUILD, Hook, main, skip, test, wait_for
from mailserver import MailServer, certificate
from scriptedhttp import HANGUP as NO_REPLY, ScriptedHTTP
from scriptedsmtp import HANGUP, SILENCE, STEPS, ScriptedSMTP

logging.disable()    # a refused handshake is the test, not the mail server's trouble
# Twenty minutes a second; two seconds to read the notice before the first slot.
SPEED = "2030-01-03T08:30:00+08:00 x1200"
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
    home.wait_logged("result=sent", 3)
    assert home.ask("status")["channels"][0]["in_doubt"] == sum(d["in_doubt"] for d in home.ask("deliveries")["items"]) == twice


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


# ---- connections

NAMES = {f"{n}@example.org" for n in ("jia", "yi", "bing")}


def unserved(home):
    """A port at which nobody listens any more."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        return gone.getsockname()[1]


def black_hole(home):
    """A socket that listens, and never accepts."""
    hole = socket.create_server(("127.0.0.1", 0))
    home.closing.callback(hole.close)
    return hole


def port_only(port):
    return type("Port", (), {"port": port})


def start_beside(home, *channels, speed=SPEED):
    """The faulty channels beside a folder, all units hearing through all."""
    names = [c.split('"')[1] for c in channels]
    home.configure(", ".join((*channels, drop(home))), units(*(f"{n}:?@example.org" if "smtp" in c else n
                   for n, c in zip(names, channels)), "drop:?@example.org"))
    home.start(speed)


def others_go_on(home):
    wait_for("the folder's mails", lambda: len(home.mails()) == 3, 8)
    began = time.monotonic()
    home.ctl("status")
    assert time.monotonic() - began < 3, "the daemon answers late"


@test("421 at any step is asked again over a new connection, nothing twice")
def closing(home):
    servers = {s: ScriptedSMTP(home, first(s, "421 4.3.2 shutting down")) for s in DIALOGUE}
    start_beside(home, *(smtp(f"mail-{s}", server, ONE) for s, server in servers.items()))
    for server in servers.values():
        all_three(server)
        assert len(server.mails) == 3, server.ids()
    assert len(home.mails()) == 3


@test("a server that refuses connections delays nobody, and gets everything once it is there")
def refuses(home):
    port = unserved(home)
    start_beside(home, smtp("mail", port_only(port)))
    home.wait_logged("channel=mail.*result=retry")
    others_go_on(home)
    server = ScriptedSMTP(home, port=port)
    all_three(server)
    assert len(server.mails) == 3, server.ids()


@test("black holes delay nobody, and lose nothing over a kill")
def hole(home):
    mail, hook = black_hole(home), black_hole(home)
    ports = [s.getsockname()[1] for s in (mail, hook)]
    start_beside(home, smtp("mail", port_only(ports[0])),
                 f'{{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{ports[1]}/"; }}')
    others_go_on(home)
    home.kill()
    mail.close()
    server = ScriptedSMTP(home, port=ports[0])
    home.start(SPEED.replace("08:30", "10:00"))
    all_three(server)
    assert len(server.mails) == 3 and len(home.mails()) == 3
    states = {d["channel"]: d["state"] for d in home.ask("deliveries")["items"]}
    assert states["hook"] in ("sending", "queued", "waiting"), states


@test("silence at any step delays nobody; after a kill all is sent, only what was in doubt twice")
def silent(home):
    dumb = threading.Event()
    dumb.set()
    servers = {s: ScriptedSMTP(home, lambda step, n, s=s: SILENCE if step == s and dumb.is_set() else None) for s in DIALOGUE}
    start_beside(home, *(smtp(f"mail-{s}", server, ONE) for s, server in servers.items()))
    others_go_on(home)
    for step, server in servers.items():
        wait_for(f"silence at {step}", lambda: server.steps.get(step))
    home.kill()
    dumb.clear()
    home.start(SPEED.replace("08:30", "10:00"))
    for step, server in servers.items():
        all_three(server)
        assert len(server.mails) == 3, (step, server.ids())
        assert len(server.seen) - len(set(server.ids(server.seen))) == (1 if step == "dot" else 0), step


@test("silence after QUIT stalls nothing")
def quit_silence(home):
    server = ScriptedSMTP(home, lambda s, n: SILENCE if s == "quit" else None)
    start_beside(home, smtp("mail", server))
    all_three(server)
    home.ctl("reload")
    wait_for("QUIT", lambda: server.steps.get("quit"))
    others_go_on(home)
    home.ctl("test", "mail", "--to", "x@example.org", check=False)
    assert home.stop() == 0


@test("replies that drip are waited for, and delay nobody else")
def drip(home):
    server = ScriptedSMTP(home, drip_s=0.004)
    start_beside(home, smtp("mail", server))
    others_go_on(home)
    all_three(server)
    assert len(server.mails) == 3, server.ids()


@test("a server that drips until patience ends is left, and delays nobody else")
def drips_forever(home):
    server = ScriptedSMTP(home, first("connect", "220 " + "x" * 400), drip_s=1)
    start_beside(home, smtp("mail", server, ONE))
    others_go_on(home)
    wait_for("the drip", lambda: server.steps.get("connect"))
    home.kill()
    server.drip_s = 0
    home.start(SPEED.replace("08:30", "10:00"))
    all_three(server)
    assert len(server.mails) == 3, server.ids()


@test("a name server that never answers stalls nothing: the loop keeps its pace")
def dns_black_hole(home):
    hole = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    home.closing.callback(hole.close)
    try:
        hole.bind(("127.0.0.77", 53))
        subprocess.run(["unshare", "--mount", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        skip("needs root, for port 53 and a resolv.conf of its own")
    (home.path / "resolv.conf").write_text("nameserver 127.0.0.77\n")
    home.configure(", ".join(('{ name = "hook"; type = "webhook"; url = "https://hook.example.org/x"; }', drop(home))),
                   units("hook", "drop:?@example.org"))
    home.start(SPEED, under=["unshare", "--mount", "sh", "-c",
                             f"mount --bind {home.path}/resolv.conf /etc/resolv.conf && exec \"$@\"", "sh"])
    others_go_on(home)
    assert hole.recv(512), "nobody asked for the name"
    home.wait_logged("channel=hook.*result=retry.*(resolv|timed out|time)")
    others_go_on(home)
    assert home.longest_turn() < 1000, home.longest_turn()
    assert home.stop() == 0


# ---- login and TLS

def login(home, reply):
    tls = certificate(home.path)
    server = ScriptedSMTP(home, first("auth", reply), offers=("AUTH PLAIN", "8BITMIME"), tls=tls)
    start_beside(home, f'{{ name = "mail"; type = "smtp"; url = "smtps://localhost:{server.port}"; tls = "implicit"; {ONE} '
                       f'ca_file = "{tls[0]}"; from = "a@example.org"; user = "reminders"; '
                       f'password_file = "{home.secret("pw", "geheim")}"; }}')
    return server


@test("454 at the login is asked again by itself")
def login_later(home):
    server = login(home, "454 4.7.0 temporary authentication failure")
    home.wait_logged("channel=mail.*result=retry.*454")
    all_three(server)
    assert not home.logged("result=hold")


@test("535 at the login holds the channel until a reload, and no other")
def login_wrong(home):
    server = login(home, "535 5.7.8 bad credentials")
    home.wait_logged("channel=mail.*result=hold.*535")
    others_go_on(home)
    assert not server.mails and server.steps["auth"] == 1, server.steps
    home.ctl("reload")
    wait_for("the units' mails", lambda: {m["To"].addresses[0].addr_spec for m in server.mails} == NAMES)


def expired(folder):
    """A certificate for localhost that was good in January 2020."""
    folder = pathlib.Path(folder)
    (folder / "index").touch()
    (folder / "ca.conf").write_text(f"""[ca]
default_ca = here
[here]
database = {folder}/index
new_certs_dir = {folder}
policy = names
default_md = sha256
rand_serial = yes
copy_extensions = copy
[names]
commonName = supplied
""")
    key, request, cert = folder / "old-key.pem", folder / "old.csr", folder / "old-cert.pem"
    run = functools.partial(subprocess.run, check=True, capture_output=True)
    run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key])
    run(["openssl", "req", "-new", "-key", key, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", request])
    run(["openssl", "ca", "-batch", "-notext", "-config", folder / "ca.conf", "-selfsign", "-keyfile", key, "-in", request,
         "-out", cert, "-startdate", "20200101000000Z", "-enddate", "20200201000000Z"])
    return cert, key


def untrusted(home, tls, keys, word):
    server = MailServer(home, tls)
    start_beside(home, f'{{ name = "mail"; type = "smtp"; url = "smtp://localhost:{server.port}"; tls = "required"; '
                       f'from = "a@example.org"; {keys} }}')
    home.wait_logged(f"channel=mail.*result=retry.*{word}")
    others_go_on(home)
    assert not server.mails and not server.tries


@test("an expired certificate gets no mail, and says so")
def tls_expired(home):
    tls = expired(home.path)
    untrusted(home, tls, f'ca_file = "{tls[0]}";', "expired")


@test("a self-signed certificate gets no mail, and says so")
def tls_self_signed(home):
    untrusted(home, certificate(home.path), "", "self.signed")


# ---- webhooks

def many(count):
    rows = "".join(f"{n} |\n任务{n} |\n单位{n} |\n2030年3月{1 + n % 28}日前完成 |\n" for n in range(1, count + 1))
    return f"测府办〔2030〕2号\n测试区重点任务分工\n测试区人民政府办公室\n2030年1月2日\n序号 |\n工作任务 |\n负责单位 |\n时间进度 |\n{rows}"


def header(headers, name):
    return {k.lower(): v for k, v in headers.items()}[name]


@test("a storm of 429 is probed by one at a time, and everything arrives under its first id")
def storm(home):
    refusals, connections, count = 8, 4, 40
    probing, crowd, never = [], [], threading.Event()

    def answer(n, headers, body):
        if n > refusals:
            return 204, {}, b""
        if n > connections:
            probing.append(n)
            never.wait(0.1)    # long enough for a second probe to show itself
            crowd.append(len(probing))
            probing.remove(n)
        return 429, {}, b"slow down"
    hook = Hook(home, answer)
    (home.notices / "test.txt").write_text(many(count), encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = {connections}; }}',
                   f'unknown_units = [ "hook:{{unit}}" ]; {PROMPT}')
    home.start(SPEED.replace("x1200", "x4800").replace("08:30", "07:00"))
    sent = wait_for("all of them", lambda: hook.requests[refusals:] if len(hook.requests) >= refusals + count else None)
    ids = [header(h, "webhook-id") for _, h, _ in sent]
    assert len(set(ids)) == len(ids) == count, f"{len(ids)} requests, {len(set(ids))} ids"
    assert {header(h, "webhook-id") for _, h, _ in hook.requests[:refusals]} <= set(ids)
    assert crowd == [1] * (refusals - connections), f"probes at a time: {crowd}"
    assert not [d for d in home.ask("deliveries")["items"] if d["state"] not in ("sent", "sending")]


@test("200 with garbage is no success where the service says more than a status")
def garbage(home):
    replies = [b"<html>It works!</html>", b"", b"{\"errcode\":", b"\x00\xff\xfe"]
    hook = Hook(home, lambda n, headers, body: (200, {}, replies[n - 1] if n <= len(replies) else b'{"errcode":0,"errmsg":"ok"}'))
    home.configure(f'{{ name = "hook"; type = "wecom"; url_file = "{home.secret("url", hook.url())}"; connections = 1; }}',
                   f'unknown_units = [ "hook" ]; {PROMPT}')
    home.start(SPEED)
    home.wait_logged("result=sent")
    assert len(hook.requests) == len(replies) + 1, len(hook.requests)
    assert len(home.logged("result=retry")) == len(replies), home.lines
    assert len({body for _, _, body in hook.requests}) == 1, "another message than before"


NOTHING = b"HTTP/1.1 204 No Content\r\n\r\n"
CHUNKS = (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chun", b"ked\r\n\r\n5\r\nhel", b"lo\r\n1;x=y\r", b"\n!\r\n0\r\n\r\n")


def hooked(home, answer, count=20, tls=None):
    """A webhook with one connection, and `count` letters for it."""
    server = ScriptedHTTP(home, answer, tls)
    (home.notices / "test.txt").write_text(many(count), encoding="utf-8")
    trust = f'ca_file = "{tls[0]}";' if tls else ""
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{server.url()}"; {ONE} {trust} }}', f'unknown_units = [ "hook:{{unit}}" ]; {PROMPT}')
    home.start(SPEED)
    return server


@test("replies in chunks, in pieces, after interim ones, over TLS: one connection serves them all")
def one_connection(home):
    replies = (CHUNKS, [b"HTTP/1.1 100 Continue\r\n\r\n", NOTHING], [NOTHING[i:i + 1] for i in range(len(NOTHING))], [NOTHING])
    server = hooked(home, lambda n: replies[n % len(replies)], tls=certificate(home.path))
    home.wait_logged("result=sent", 20)
    assert server.connections == 1 and len(set(server.ids())) == len(server.requests) == 20, (server.connections, server.ids())


@test("a server that ends kept connections without a word costs no try, and hears nothing twice")
def ends_kept(home):
    server = hooked(home, lambda n: (NOTHING, NO_REPLY) if n % 2 else (NOTHING,))
    home.wait_logged("result=sent", 20)
    assert not home.logged("result=retry") and len(server.ids()) == len(set(server.ids())) == 20, server.ids()
    assert server.connections > 5, server.connections


@test("a server that ends every connection, by its header, by HTTP/1.0 or by the reply's end, is heard out")
def ends_all(home):
    replies = ((b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n", b"ok", NO_REPLY),
               (b"HTTP/1.0 200 OK\r\n\r\nall right", NO_REPLY), (b"HTTP/1.1 200 OK\r\n\r\n", b"to the end", NO_REPLY))
    server = hooked(home, lambda n: replies[n % len(replies)])
    home.wait_logged("result=sent", 20)
    assert not home.logged("result=retry") and server.connections == len(set(server.ids())) == 20, server.connections


@test("a server that takes a request and hangs up leaves it in doubt: the same again, under the same id")
def hangs_up(home):
    server = hooked(home, lambda n: (NO_REPLY,) if n in (1, 2) else (NOTHING,))
    home.wait_logged("result=sent", 20)
    doubts = home.logged("result=retry.*all was sent and no answer came")
    assert len(doubts) == 2 and len(set(server.ids())) == 20 and len(server.ids()) == 22, (doubts, server.ids())
    assert len({(id, body) for id, (_, _, body) in zip(server.ids(), server.requests)}) == 20, "another message than before"


@test("a reply that breaks off, lies about its length or is no HTTP is no success of a service that says more")
def broken_replies(home):
    head = b"HTTP/1.1 200 OK\r\n"
    replies = ((head + b"Content-Length: 30\r\n\r\n{\"errcode\":0", NO_REPLY), (b"220 mail.example.org ESMTP\r\n", NO_REPLY),
               (head + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345", NO_REPLY), (head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", NO_REPLY))
    good = b'HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{"errcode":0,"errmsg":"ok"}'
    server = ScriptedHTTP(home, lambda n: replies[n - 1] if n <= len(replies) else (good,))
    home.configure(f'{{ name = "hook"; type = "wecom"; url_file = "{home.secret("url", server.url())}"; connections = 1; }}',
                   f'unknown_units = [ "hook" ]; {PROMPT}')
    home.start(SPEED)
    home.wait_logged("result=sent")
    assert len(home.logged("result=retry")) == len(replies), home.lines
    assert len({body for _, _, body in server.requests}) == 1, "another message than before"


@test("one stuck channel among ten delays none of the nine")
def stuck(home):
    gate = threading.Event()
    home.closing.callback(gate.set)
    stuck = Hook(home, lambda n, headers, body: (gate.wait(60), (204, {}, b""))[1])
    hooks = [Hook(home) for _ in range(9)]
    start_beside(home, *(f'{{ name = "hook{i}"; type = "webhook"; url = "{h.url()}"; }}' for i, h in enumerate((stuck, *hooks))))
    for i, hook in enumerate(hooks, 1):
        wait_for(f"hook{i}", lambda: hook.requests, 8)
    others_go_on(home)
    assert stuck.requests and not home.logged("channel=hook0 .*result")
    gate.set()
    home.wait_logged("channel=hook0 .*result=sent")


# ---- the disk, and the process itself

@contextlib.contextmanager
def injected(home, what):
    """The daemon's system calls fail as strace's inject says, for as long as this lasts."""
    pid = home.daemon.pid
    tracer = subprocess.Popen(["strace", "-o", os.devnull, "-p", str(pid), "-e", f"trace={what.split(':')[0]}",
                               "-e", f"inject={what}"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    home.closing.callback(lambda: tracer.poll() is None and tracer.kill())
    wait_for("the tracer", lambda: b"attached" in tracer.stderr.readline())
    try:
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)


def bad_disk(home, what, words):
    """Three requests wait at a gate; while the disk fails they are answered, and what came of them cannot be stored."""
    gate = threading.Event()
    home.closing.callback(gate.set)
    hook = Hook(home, lambda n, headers, body: (gate.wait(30), (204, {}, b""))[1])
    (home.notices / "test.txt").write_text(many(12), encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 3; }}',
                   f'unknown_units = [ "hook:{{unit}}" ]; {PROMPT}')
    home.start(SPEED)
    wait_for("three in flight", lambda: len(hook.requests) == 3)
    with injected(home, what):
        gate.set()
        home.wait_logged(words)
        home.ctl("status")
        during = len(hook.requests)
        time.sleep(3)    # in which it is tried again and again
        assert len(home.logged("nothing goes out meanwhile")) == 1, "the same trouble is told at every try"
    wait_for("everything sent", lambda: [d["state"] for d in home.ask("deliveries")["items"]] == ["sent"] * 12)
    ids = [header(h, "webhook-id") for _, h, _ in hook.requests]
    assert len(set(ids)) == 12, f"{len(set(ids))} of 12 arrived"
    assert len(ids) - 12 <= during, f"{len(ids) - 12} repeats, {during} in flight"
    assert home.stop() == 0


@test("an I/O error at the store's commit is said, and loses nothing")
def io_error(home):
    bad_disk(home, "fdatasync,fsync:error=EIO", "the store failed.*disk reports an error")


@test("a full disk is said, and loses nothing: all goes on once there is room")
def full_disk(home):
    bad_disk(home, "pwrite64,fallocate:error=ENOSPC", "the store failed.*(disk is full|database or disk)")


@test("a notice that comes while the disk is full is taken once there is room")
def notice_on_full_disk(home):
    home.configure(drop(home), PROMPT)
    home.start("2030-01-03T08:00:00+08:00")
    home.wait_logged("notice=test tasks=3")
    with injected(home, "pwrite64:error=ENOSPC"):
        (home.notices / "more.txt").write_text(many(5), encoding="utf-8")
        home.wait_logged("more.txt.*the store failed")
    wait_for("both notices", lambda: len(home.ask("list")["items"]) >= 8)


@test("stopped for most of an hour and continued, the daemon sends everything once")
def stopped(home):
    hook = Hook(home)
    (home.notices / "test.txt").write_text(many(30), encoding="utf-8")
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 2; }}',
                   f'unknown_units = [ "hook:{{unit}}" ]; {PROMPT}')
    home.start(SPEED)
    wait_for("the first", lambda: hook.requests)
    home.daemon.send_signal(signal.SIGSTOP)
    time.sleep(2)    # forty minutes of its clock in which it does not run are the test
    home.daemon.send_signal(signal.SIGCONT)
    wait_for("all of them", lambda: len({header(h, "webhook-id") for _, h, _ in hook.requests}) == 30)
    assert len(hook.requests) == 30, len(hook.requests)


# ---- documents

HEAD = "测府办〔2030〕1号\n测试区重点任务分工\n测试区人民政府办公室\n2030年1月2日\n序号 |\n工作任务 |\n负责单位 |\n"


def parse(home, name, content, status, limit):
    """What deadlinectl says of a file, in bounded time: (JSON or None, words)."""
    path = home.path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = subprocess.run([BUILD / "deadlinectl", "parse", "--json", path], capture_output=True, timeout=limit)
    words = done.stderr.decode()
    assert done.returncode == status, (done.returncode, words)
    return json.loads(done.stdout) if done.stdout else None, words


@test("a notice of 100,000 rows is read whole")
def rows(home):
    notice, _ = parse(home, "rows.txt", many(100000), 0, 60)
    assert len(notice["tasks"]) == 100000 and notice["tasks"][-1]["no"] == "100000"
    assert all(t["deadlines"][0]["due"] for t in notice["tasks"])


@test("a line of 50 MB ends with a sentence that names the file")
def long_line(home):
    _, words = parse(home, "long.txt", "于2030年".encode() * 5000000, 2, 30)
    assert "long.txt" in words and "no task" in words, words


@test("empty and binary documents are refused with a sentence, whatever their name says")
def hostile(home):
    for name, content, word in (("empty.txt", b"", "empty"), ("binary.txt", os.urandom(4096), "not text"),
                                ("empty.docx", b"", "empty"), ("false.docx", b"PK\x03\x04" + os.urandom(4096), "."),
                                ("false.xlsx", os.urandom(4096), "."), ("nul.html", b"<table>" + bytes(4096), ".")):
        notice, words = parse(home, name, content, 2, 10)
        assert name in words and word in words and len(words) < 1000, (name, words)
        assert not notice or not notice["tasks"], notice


@test("a table without a column for the deadline says so at each task, with its line")
def no_deadlines(home):
    notice, _ = parse(home, "none.txt", HEAD + "1 |\n建成平台 |\n甲局 |\n2 |\n修订办法 |\n乙局 |\n", 1, 10)
    said = [(d["line"], d["message"]) for d in notice["diagnostics"]]
    assert len(notice["tasks"]) == 2 and len(said) == 2, notice
    assert said[0][0] in (8, 9) and said[1][0] in (11, 12) and all("no deadline" in m for _, m in said), said


@test("2017年2月30日 is no day: said with its line, and the next task is read")
def no_such_day(home):
    notice, _ = parse(home, "day.txt", HEAD + "时间进度 |\n1 |\n建成平台 |\n甲局 |\n2017年2月30日前完成 |\n"
                      "2 |\n修订办法 |\n乙局 |\n2030年5月底前完成 |\n", 1, 10)
    said = [d for d in notice["diagnostics"] if "2017-02-30" in d["message"]]
    assert len(said) == 1 and said[0]["line"] == 12 and said[0]["severity"] == "warning", notice["diagnostics"]
    assert [d["due"] for t in notice["tasks"] for d in t["deadlines"]] == [None, "2030-05-31"], notice["tasks"]


@test("the daemon takes what can be read of such documents, and tells of the rest")
def daemon_reads(home):
    (home.notices / "day.txt").write_text(HEAD + "时间进度 |\n1 |\n建成平台 |\n甲局 |\n2017年2月30日前完成 |\n", encoding="utf-8")
    (home.notices / "none.txt").write_text(HEAD + "1 |\n建成平台 |\n甲局 |\n", encoding="utf-8")
    (home.notices / "empty.txt").touch()
    (home.notices / "binary.txt").write_bytes(os.urandom(4096))
    start_beside(home)
    for line in ("day.txt.*tasks=1.*diagnostics=[1-9]", "none.txt.*tasks=1.*diagnostics=[1-9]", "empty.txt: the file is empty",
                 "binary.txt: this is not text"):
        home.wait_logged(line)
    others_go_on(home)


main()
