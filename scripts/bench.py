"""Rates of reading and delivering beside peers of the same run: read them as ratios, machines are noisy.

Deliveries are written into the store of a daemon that does not run, due at a moment a little later; then it is started,
and what counts is the time from that moment until the last receipt is in the store, durability included.
"""
import contextlib
import os
import pathlib
import re
import resource
import shutil
import socket
import sqlite3
import string
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
COUNT = int(os.environ.get("BENCH_COUNT", 10000))
BODY_BYTES = 2048
ROUNDS = 5    # of which the one with the median ratio is shown: a single one of a peer differs by half from the next
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PHRASES = ["2018年年底前开放200个以上政府数据集,形成20个以上开放数据应用", "2017年6月底前完成", "每季度末", "最迟不超过3个工作日",
           "到2020年底,实现监管全覆盖", "by the end of Q2 2026", "从2016年起每年实施", "控制在4.5%以内", "應於107年6月19日前完成",
           "at least 75% of departments"]


def row(name, value, beside="", note=""):
    print(f"{name:46} {value:>14} {beside:>24}  {note}", flush=True)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


def listening(port):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    sys.exit(f"bench: nobody listens at port {port}")


def notice(count):
    """A notice whose every task has a unit of its own."""
    rows = "".join(f"{n} |\n任务{n} |\nunit{n} |\n2030年12月31日前完成 |\n" for n in range(1, count + 1))
    return f"测府办〔2030〕1号\n测试任务分工\n测试市人民政府办公室\n2030年1月2日\n序号 |\n工作任务 |\n负责单位 |\n时间进度 |\n{rows}"


def letter(n):
    """A stable id, as the daemon makes them."""
    digits = ""
    while len(digits) < 26:
        n, digit = divmod(n, 32)
        digits += (string.digits + string.ascii_uppercase)[digit]
    return digits[::-1]


def post_body(n):
    """What a webhook's stored body looks like, of BODY_BYTES."""
    head = f'{{"type":"deadlined.reminder","timestamp":"2030-01-03T01:10:00Z","data":{{"n":{n},"text":"'
    return head + "x" * (BODY_BYTES - len(head) - 3) + '"}}'


def mail_body(n):
    head = f"From: a@example.org\r\nTo: u{n}@example.org\r\nMessage-ID: <{letter(n)}@example.org>\r\nSubject: bench\r\n\r\n"
    line = "x" * 74 + "\r\n"
    body = (head + line * (BODY_BYTES // len(line)))[:BODY_BYTES - 2]
    return body.rstrip("\r\n") + "\r\n"


class Daemon:
    """A daemon in a folder of its own, with letters of our making in its store."""

    def __init__(self, channels, rest=""):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="deadlined-bench."))
        self.conf = self.home / "deadlined.conf"
        (self.home / "notices").mkdir()
        self.conf.write_text(f"""
timezone = "Asia/Shanghai"; language = "zh_CN"; state = "{self.home}/deadlined.db"; control = "{self.home}/control.sock";
notices = [ "{self.home}/notices" ];
channels : ( {", ".join(channels)} );
{rest}
""", encoding="utf-8")
        self.letters, self.running = 0, None

    def __enter__(self):
        self.start("2030-01-01T00:00:00+08:00 skip until 2030-01-01T00:00:01+08:00")
        self.running.wait()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self, clock=""):
        self.running = subprocess.Popen([BUILD / "deadlined", "-q", "-c", self.conf], stderr=subprocess.DEVNULL,
                                        env=dict(os.environ, DEADLINED_CLOCK=clock))

    def stop(self):
        if self.running and self.running.poll() is None:
            self.running.terminate()
            self.running.wait()

    def store(self):
        return contextlib.closing(sqlite3.connect(self.home / "deadlined.db", timeout=60, isolation_level=None))

    def queue(self, channel, count, due, body):
        """`count` letters for a channel; `due` says when the nth may go."""
        now = int(time.time())
        with self.store() as db:
            db.execute("BEGIN")
            for n in range(self.letters + 1, self.letters + count + 1):
                db.execute("INSERT INTO deliveries (id, letter, message, channel, recipient, state, tries, next, created)"
                           " VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?)", (n, letter(n), letter(n), channel, f"u{n}@example.org", due(n), now))
                db.execute("INSERT INTO contents (delivery, subject, body) VALUES (?, 'bench', ?)", (n, body(n).encode()))
            db.execute("COMMIT")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.letters += count

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.running.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS

    def memory(self, what="VmRSS"):
        """Resident megabytes now; VmHWM: at most so far."""
        text = pathlib.Path(f"/proc/{self.running.pid}/status").read_text()
        return int(re.search(what + r":\s+(\d+)", text).group(1)) / 1024

    def drain(self, due, channels):
        """Wait until nothing of the channels is queued or in flight; seconds since `due`, processor seconds."""
        time.sleep(max(due - time.time() - 0.2, 0))
        before = self.cpu()
        marks = ", ".join("?" * len(channels))
        with self.store() as db:
            while db.execute(f"SELECT 1 FROM deliveries WHERE state = 0 AND channel IN ({marks}) UNION ALL"
                             f" SELECT 1 FROM deliveries WHERE state = 1 AND channel IN ({marks}) LIMIT 1", channels * 2).fetchone():
                if self.running.poll() is not None:
                    sys.exit("bench: the daemon ended")
                time.sleep(0.01)
            wall = time.time() - due
            lost = db.execute(f"SELECT count(*), min(reason) FROM deliveries WHERE state <> 2 AND channel IN ({marks})", channels).fetchone()
        if lost[0]:
            sys.exit(f"bench: {lost[0]} letters were not accepted ({lost[1]}); the rates would mean nothing")
        return wall, self.cpu() - before


def soon(seconds=3):
    return int(time.time()) + seconds


def deliver(channel, body):
    """(letters a second, processor µs a letter), from due to the receipt in the store."""
    with Daemon([channel]) as daemon:
        due = soon()
        daemon.queue("out", COUNT, lambda n: due, body)
        if time.time() > due - 0.5:    # a slow disk: then from the start on
            due = soon(1)
            with daemon.store() as db:
                db.execute("UPDATE deliveries SET next = ?", (due,))
        daemon.start()
        wall, cpu = daemon.drain(due, ["out"])
        return COUNT / wall, cpu / COUNT * 1e6


def out(kind, url, rest):
    return f'{{ name = "out"; type = "{kind}"; url = "{url}"; {rest} }}'


@contextlib.contextmanager
def nginx():
    """(its folder, its HTTP port, its HTTPS port); cert.pem is its certificate."""
    home, port, tls = pathlib.Path(tempfile.mkdtemp(prefix="nginx-bench.")), free_port(), free_port()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", home / "key.pem", "-out", home / "cert.pem"],
                   check=True, capture_output=True)
    (home / "nginx.conf").write_text(f"""daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log crit;
events {{ worker_connections 1024; }}
http {{ access_log off; log_format at "$msec"; keepalive_requests 1000000; client_body_temp_path {home}/b; proxy_temp_path {home}/p;
  fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  ssl_certificate {home}/cert.pem; ssl_certificate_key {home}/key.pem;
  server {{ listen 127.0.0.1:{port}; listen 127.0.0.1:{tls} ssl; location / {{ client_max_body_size 1m; return 204; }}
    location /at {{ access_log {home}/at.log at; return 204; }} }} }}""")
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", home, "-c", home / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        listening(port)
        yield home, port, tls
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def sink():
    port = free_port()
    server = subprocess.Popen(["/usr/sbin/smtp-sink", "-u", "nobody", f"127.0.0.1:{port}", "1000"], stderr=subprocess.DEVNULL)
    try:
        listening(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def reading():
    lines = "".join(f"{n}\t2016-10-29\t{PHRASES[n % len(PHRASES)]}\n" for n in range(200000))
    t = time.monotonic()
    subprocess.run([BUILD / "deadlinectl", "parse", "--phrases"], input=lines, stdout=subprocess.DEVNULL, text=True)
    row("phrases read and printed as JSON, per second", f"{200000 / (time.monotonic() - t):,.0f}", "aim 200,000")
    sample = ROOT / "conf/demo/linhai-2016-12.txt"
    t = time.monotonic()
    subprocess.run([BUILD / "deadlinectl", "parse", "--json", *[sample] * 500], stdout=subprocess.DEVNULL)
    row("notices of 12 tasks, per second", f"{500 / (time.monotonic() - t):,.0f}")


def score():
    """The reader's score on hand-made expectations, where they are at hand (DEADLINED_CORPUS)."""
    corpus = os.environ.get("DEADLINED_CORPUS")
    for what, path in (("notices", "notices"), ("phrases", "phrases.tsv")) if corpus else ():
        out = subprocess.run([f"{corpus}/tools/score", what, f"{corpus}/{path}", "--ctl", BUILD / "deadlinectl"], capture_output=True,
                             text=True).stdout.strip().splitlines()
        for name, hit, of in re.findall(r"(\w+): (\d+)/(\d+)", out[-1] if out else ""):
            row(f"score of {what}: {name}", f"{hit}/{of}", f"{100 * int(hit) / int(of):.1f} %")


def ab(url, connections, home):
    (home / "body").write_bytes(b"x" * BODY_BYTES)
    done = subprocess.run(["ab", "-k", "-q", "-n", str(COUNT * 5), "-c", str(connections), "-p", home / "body", url],
                          capture_output=True, text=True)
    return float(re.search(r"Requests per second:\s+([\d.]+)", done.stdout).group(1))


def bare_libcurl(url, connections, home):
    """Requests a second of libcurl alone: what we send through cannot be faster."""
    program = home / "bench-libcurl"
    if not program.exists():
        subprocess.run(["cc", "-O2", "-o", program, ROOT / "scripts/bench-libcurl.c", "-lcurl", "-lev"], check=True)
    done = subprocess.run([program, url, str(COUNT * 5), str(connections), home / "cert.pem"], capture_output=True, text=True, check=True)
    return float(done.stdout)


def webhooks():
    with nginx() as (home, port, tls):
        for words, url, rest in (("webhooks", f"http://127.0.0.1:{port}/", ""),
                                 ("webhooks over TLS", f"https://127.0.0.1:{tls}/", f'ca_file = "{home}/cert.pem";')):
            for n in (8, 32):
                rounds = []
                for _ in range(ROUNDS):
                    peer, bare = ab(url, n, home), bare_libcurl(url, n, home)
                    rate, cpu = deliver(out("webhook", url, f"connections = {n}; {rest}"), post_body)
                    rounds.append((rate / peer, rate, peer, cpu, bare))
                ratio, rate, peer, cpu, bare = sorted(rounds)[ROUNDS // 2]
                row(f"{words}, {n} connections, per second", f"{rate:,.0f}", f"ab -k {peer:,.0f}",
                    f"{ratio:.2f} of it ({min(rounds)[0]:.2f} to {max(rounds)[0]:.2f} in {ROUNDS} rounds; aim 0.6), {cpu:.0f} µs each; "
                    f"libcurl's transfers alone {bare:,.0f}: {bare / peer:.2f}")


def mails():
    with sink() as port:
        for n in (1, 8):
            t = time.monotonic()
            subprocess.run(["/usr/sbin/smtp-source", "-d", "-l", str(BODY_BYTES), "-m", str(COUNT), "-s", str(n), f"127.0.0.1:{port}"],
                           check=True)
            source = COUNT / (time.monotonic() - t)
            rate, cpu = deliver(out("smtp", f"smtp://127.0.0.1:{port}", f'tls = "none"; from = "a@example.org"; connections = {n};'),
                                mail_body)
            row(f"mails, {n} sessions, per second", f"{rate:,.0f}", f"smtp-source -d {source:,.0f}",
                f"{rate / source:.2f} of it (aim 1.2), {cpu:.0f} µs each")


# ---- who waits, and how long

class Hole:
    """A server that takes requests and never answers."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"


def shown(latencies):
    ms = sorted(1000 * t for t in latencies)
    return ", ".join(f"{name} {ms[min(len(ms) - 1, int(len(ms) * part))]:.1f}" for name, part in (("p50", .5), ("p99", .99), ("max", 1)))


def delay():
    """From the moment at which a letter is due to the request's arrival."""
    alone, many = 20, 1000
    for count, due_of, words in ((alone, lambda n, first: first + n, "one a second"), (many, lambda n, first: first, f"{many:,} at once")):
        with nginx() as (home, port, _), Daemon([out("webhook", f"http://127.0.0.1:{port}/at", "connections = 32;")]) as daemon:
            first = soon()
            daemon.queue("out", count, lambda n: due_of(n, first), post_body)
            daemon.start()
            daemon.drain(first, ["out"])
            dues = [due_of(n, first) for n in range(1, count + 1)]
            at = sorted(float(line) for line in (home / "at.log").read_text().split())
            row(f"due to received, {words}, ms", shown(a - d for a, d in zip(at, dues)), "", "aim 5 ms alone")


def stuck():
    """Nine channels beside a tenth that takes requests and never answers."""
    rates = []
    with nginx() as (_, port, _):
        for silent in (False, True):
            hole = Hole()
            names = [f"out{n}" for n in range(9)]
            channels = [out("webhook", f"http://127.0.0.1:{port}/{name}", "connections = 4;").replace('"out"', f'"{name}"') for name in names]
            channels += [out("webhook", hole.url, "connections = 4;").replace('"out"', '"hole"')]
            with Daemon(channels) as daemon:
                due = soon(4)
                for name in names:
                    daemon.queue(name, COUNT // 9, lambda n: due, post_body)
                if silent:
                    daemon.queue("hole", COUNT // 9, lambda n: due, post_body)
                daemon.start()
                rates.append(COUNT / daemon.drain(due, names)[0])
                daemon.running.kill()
                daemon.running.wait()
    row("nine channels beside a stuck one, per second", f"{rates[1]:,.0f}", f"without it {rates[0]:,.0f}", f"{rates[1] / rates[0]:.2f} of it (aim 1)")


def memory():
    """Much is queued: waiting for a server that does not answer, and then on its way."""
    count = 10 * COUNT
    hole = Hole()
    with nginx() as (_, port, _), Daemon([out("webhook", hole.url, "connections = 32;")]) as daemon:
        daemon.queue("out", count, lambda n: soon(0), post_body)
        daemon.start()
        time.sleep(2)
        waiting = daemon.memory()
        daemon.running.kill()
        daemon.running.wait()
        daemon.conf.write_text(daemon.conf.read_text(encoding="utf-8").replace(hole.url, f"http://127.0.0.1:{port}/"), encoding="utf-8")
        daemon.start()
        daemon.drain(time.time(), ["out"])
        row(f"{count:,} queued: resident memory", f"{waiting:.1f} MB", f"at most {daemon.memory('VmHWM'):.1f} MB", "while all are sent (aim 64 MB)")


def idle():
    home_mail = '{ name = "out"; type = "maildir"; path = "/nonexistent/mail"; from = "a@example.org"; }'
    with Daemon([home_mail], 'unknown_units = [ "out:{unit}@example.org" ];') as daemon:
        (daemon.home / "notices/bench.txt").write_text(notice(37), encoding="utf-8")
        daemon.start("2030-01-02T08:00:00+08:00")
        time.sleep(3)

        def wakes():
            text = pathlib.Path(f"/proc/{daemon.running.pid}/status").read_text()
            return sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", text))
        before = wakes()
        time.sleep(60)
        row("idle, 37 tasks: resident memory", f"{daemon.memory():.1f} MB", "aim 12 MB")
        row("idle: wake-ups in a minute", f"{wakes() - before}", "aim 0")


def main():
    print(f"{os.cpu_count()} cores, {COUNT:,} deliveries a run, commits with synchronous=FULL")
    for part in (score, reading, webhooks, mails, delay, stuck, memory, idle):
        if len(sys.argv) < 2 or part.__name__ in sys.argv[1:]:
            part()


main()
