"""Rates of reading and delivering beside peers of the same run: read them as ratios, machines are noisy.

Deliveries are first queued against a port where nobody listens, then sent in a second run whose clock stands behind
the first one's backoff: so the second run's time is that of sending, settling and the store, durability included.
"""
import contextlib
import os
import pathlib
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
COUNT = int(os.environ.get("BENCH_COUNT", 10000))
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


class Daemon:
    """A daemon with `count` messages waiting for `channel`."""

    def __init__(self, home, count):
        self.home = home
        (home / "notices").mkdir()
        (home / "notices/bench.txt").write_text(notice(count), encoding="utf-8")

    def configure(self, channel):
        (self.home / "deadlined.conf").write_text(f"""
timezone = "Asia/Shanghai"; language = "zh_CN"; state = "{self.home}/deadlined.db"; control = "{self.home}/control.sock";
notices = [ "{self.home}/notices" ];
channels : ( {channel} );
unknown_units = [ "out:{{unit}}@example.org" ];
policies : ( {{ name = "default"; spread = "0s"; }} );
""", encoding="utf-8")

    def run(self, clock):
        """Wall seconds and processor seconds of one run to the clock's end."""
        before, t = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run([BUILD / "deadlined", "-q", "-c", self.home / "deadlined.conf"], check=True, stderr=subprocess.DEVNULL,
                       env=dict(os.environ, DEADLINED_CLOCK=clock))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.monotonic() - t, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def deliver(channel, port, count):
    """(messages a second, processor µs a message) of sending `count` queued messages."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="deadlined-bench."))
    try:
        daemon = Daemon(home, count)
        daemon.configure(channel(free_port()))
        daemon.run("2030-01-03T08:00:00+08:00 skip until 2030-01-03T09:11:00+08:00")
        (home / "notices/bench.txt").unlink()
        daemon.configure(channel(port))
        wall, cpu = daemon.run("2030-01-03T15:00:00+08:00 skip until 2030-01-03T15:01:00+08:00")
        store = contextlib.closing(sqlite3.connect(home / "deadlined.db"))
        with store as db:
            sent = db.execute("SELECT count(*) FROM deliveries WHERE reason LIKE 'accepted%'").fetchone()[0]
        if sent != count:
            sys.exit(f"bench: only {sent} of {count} messages were accepted; the rates would mean nothing")
        return count / wall, cpu / count * 1e6
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def nginx():
    home, port = pathlib.Path(tempfile.mkdtemp(prefix="nginx-bench.")), free_port()
    (home / "nginx.conf").write_text(f"""daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log crit;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000; client_body_temp_path {home}/b; proxy_temp_path {home}/p;
  fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  server {{ listen 127.0.0.1:{port}; location / {{ client_max_body_size 1m; return 204; }} }} }}""")
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", home, "-c", home / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        listening(port)
        yield port
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


def webhooks():
    with nginx() as port:
        for n in (8, 32):
            body = pathlib.Path(tempfile.mkstemp()[1])
            body.write_bytes(b"x" * 2048)
            out = subprocess.run(["ab", "-k", "-q", "-n", str(COUNT * 5), "-c", str(n), "-p", body, f"http://127.0.0.1:{port}/"],
                                 capture_output=True, text=True).stdout
            body.unlink()
            ab = float(re.search(r"Requests per second:\s+([\d.]+)", out).group(1))
            rate, cpu = deliver(lambda p: f'{{ name = "out"; type = "webhook"; url = "http://127.0.0.1:{p}/"; connections = {n}; }}', port,
                                COUNT)
            row(f"webhooks, {n} connections, per second", f"{rate:,.0f}", f"ab -k {ab:,.0f}", f"{rate / ab:.2f} of it, {cpu:.0f} µs each")


def mails():
    with sink() as port:
        for n in (1, 8):
            t = time.monotonic()
            subprocess.run(["/usr/sbin/smtp-source", "-d", "-l", "2048", "-m", str(COUNT), "-s", str(n), f"127.0.0.1:{port}"], check=True)
            source = COUNT / (time.monotonic() - t)
            rate, cpu = deliver(lambda p: f'{{ name = "out"; type = "smtp"; url = "smtp://127.0.0.1:{p}"; tls = "none"; '
                                f'from = "a@example.org"; connections = {n}; }}', port, COUNT)
            row(f"mails, {n} sessions, per second", f"{rate:,.0f}", f"smtp-source -d {source:,.0f}",
                f"{rate / source:.2f} of it, {cpu:.0f} µs each")


def idle():
    home = pathlib.Path(tempfile.mkdtemp(prefix="deadlined-bench."))
    try:
        daemon = Daemon(home, 37)
        daemon.configure(f'{{ name = "out"; type = "maildir"; path = "{home}/mail"; from = "a@example.org"; }}')
        running = subprocess.Popen([BUILD / "deadlined", "-q", "-c", home / "deadlined.conf"])
        time.sleep(3)
        status = pathlib.Path(f"/proc/{running.pid}/status")

        def look():
            text = status.read_text()
            return (int(re.search(r"VmRSS:\s+(\d+)", text).group(1)),
                    sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", text)))
        before = look()
        time.sleep(60)
        after = look()
        row("idle, 37 tasks: resident memory", f"{after[0] / 1024:.1f} MB", "aim 12 MB")
        row("idle: wake-ups in a minute", f"{after[1] - before[1]}", "aim 0")
        running.terminate()
        running.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main():
    print(f"{os.cpu_count()} cores, {COUNT:,} deliveries a run, commits with synchronous=FULL")
    for part in (score, reading, webhooks, mails, idle):
        if len(sys.argv) < 2 or part.__name__ in sys.argv[1:]:
            part()


main()
