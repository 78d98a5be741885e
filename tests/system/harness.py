"""What the system tests share: a daemon of our own in a folder of its own, real servers on loopback, TAP on the way out.

A test is a function marked @test("the promise that it checks"); it gets a Home. Nothing sleeps where an event can be
awaited: wait_for() asks again until its limit, servers call back.
"""
import contextlib
import http.server
import json
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("DEADLINED_BUILD", ROOT / "build"))
LIMIT_S = float(os.environ.get("DEADLINED_WAIT_S", 100))

NOTICE = """测试区人民政府办公室
测府办〔2030〕1号
测试区重点任务分工
测试区人民政府办公室
2030年1月2日
序号 |
工作任务 |
负责单位 |
时间进度 |
1 |
建成数据平台 |
甲局 |
2030年2月底前开放200个以上数据集 |
2 |
修订管理办法 |
乙局 |
2030年2月28日前完成 |
3 |
发布解读材料,最迟不超过3个工作日 |
丙局 |
从2030年起每年实施 |
"""
START = "2030-01-03T08:00:00+08:00"


def wait_for(what, ask, limit=None):
    """Ask until the answer is true, and return it."""
    end = time.monotonic() + (limit or LIMIT_S)
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {limit or LIMIT_S} s")
        time.sleep(0.02)


class Home:
    """A folder with a configuration, a notices folder, and at most one daemon."""

    def __init__(self, notice=NOTICE):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="deadlined-test."))
        self.notices = self.path / "notices"
        self.notices.mkdir()
        self.conf = self.path / "deadlined.conf"
        self.daemon = None
        self.lines = []
        self.closing = contextlib.ExitStack()
        if notice:
            (self.notices / "test.txt").write_text(notice, encoding="utf-8")

    def configure(self, channels, rest=""):
        """Write deadlined.conf; `rest` are further keys."""
        unknown = 'unknown_units = [ "drop:{unit}" ];' if '"drop"' in channels and "unknown_units" not in rest else ""
        self.conf.write_text(f"""
timezone = "Asia/Shanghai";
language = "zh_CN";
state = "{self.path}/deadlined.db";
control = "{self.path}/control.sock";
notices = [ "{self.notices}" ];
channels : ( {channels} );
{unknown}
{rest}
""", encoding="utf-8")

    def secret(self, name, text):
        path = self.path / name
        path.write_text(text)
        path.chmod(0o600)
        return path

    def start(self, clock=f"{START} x86400", environment=None, under=()):
        """`under`: words before the daemon's own command line; what they start must become the daemon (exec)."""
        env = dict(os.environ, DEADLINED_CLOCK=clock or "", **(environment or {}))
        self.daemon = subprocess.Popen([*under, BUILD / "deadlined", "-c", self.conf], env=env, stderr=subprocess.PIPE, text=True,
                                       errors="replace")
        threading.Thread(target=self._follow, args=(self.daemon,), daemon=True).start()
        return self

    def _follow(self, daemon):
        for line in daemon.stderr:
            self.lines.append(line.rstrip("\n"))

    def logged(self, pattern):
        return [line for line in list(self.lines) if re.search(pattern, line)]

    def wait_logged(self, pattern, count=1):
        return wait_for(f"log line /{pattern}/ in\n" + "\n".join(self.lines[-20:]),
                        lambda: len(self.logged(pattern)) >= count and self.logged(pattern))

    def wait_exit(self):
        code = self.daemon.wait(timeout=120)
        self.daemon = None
        return code

    def stop(self):
        """SIGTERM, and the exit status."""
        self.daemon.send_signal(signal.SIGTERM)
        return self.wait_exit()

    def kill(self):
        self.daemon.kill()
        self.daemon.wait()
        self.daemon = None

    def ctl(self, *words, check=True):
        done = subprocess.run([BUILD / "deadlinectl", "--socket", self.path / "control.sock", *map(str, words)],
                              capture_output=True, text=True, timeout=60)
        if check and done.returncode:
            raise AssertionError(f"deadlinectl {words}: exit {done.returncode}: {done.stderr}{done.stdout}")
        return done

    def ask(self, *words):
        return json.loads(self.ctl(*words, "--json").stdout)

    def mails(self, folder="mail"):
        return sorted((self.path / folder / "new").glob("*"))

    def longest_turn(self):
        """Milliseconds that the loop was longest away from its sockets; None where no daemon answers."""
        if not (self.daemon and self.daemon.poll() is None):
            return None
        done = self.ctl("status", "--json", check=False)
        return json.loads(done.stdout).get("longest_turn_ms") if done.returncode == 0 else None

    def close(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()
        self.closing.close()
        shutil.rmtree(self.path, ignore_errors=True)


class Hook:
    """A real HTTP server; `answer(n, headers, body)` gives (status, headers, body) of the nth request."""

    def __init__(self, home, answer=lambda n, headers, body: (204, {}, b"")):
        self.requests = []
        self.open = 0    # connections that the server still reads from
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                hook.requests.append((self.path, dict(self.headers), body))
                status, headers, reply = answer(len(hook.requests), self.headers, body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def process_request(self, *request):
                hook.open += 1
                super().process_request(*request)

            def shutdown_request(self, request):
                super().shutdown_request(request)
                hook.open -= 1

            def handle_error(self, *_):
                pass    # a daemon that was killed hangs up: that is the test

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        home.closing.callback(self.close)

    def url(self, path="/hook"):
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Skipped(Exception):
    pass


def skip(why):
    raise Skipped(why)


TESTS = []


def test(promise):
    def mark(function):
        TESTS.append((promise, function))
        return function
    return mark


def main():
    """Run the module's tests, or those whose promise holds a word given; TAP on standard output."""
    failed = 0
    wanted = [t for t in TESTS if not sys.argv[1:] or any(word in t[0] for word in sys.argv[1:])]
    print(f"1..{len(wanted)}")
    for number, (promise, function) in enumerate(wanted, 1):
        home = Home()
        try:
            function(home)
            turn = home.longest_turn() if os.environ.get("DEADLINED_TURNS") else None
            print(f"ok {number} - {promise}" + (f" # longest turn {turn:.0f} ms" if turn else ""), flush=True)
        except Skipped as why:
            print(f"ok {number} - {promise} # SKIP {why}", flush=True)
        except Exception:    # a test's failure is any exception, told with where
            failed += 1
            print(f"not ok {number} - {promise}")
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="")
            print("".join("# log: " + line + "\n" for line in home.lines[-15:]), end="", flush=True)
        finally:
            home.close()
    sys.exit(1 if failed else 0)
