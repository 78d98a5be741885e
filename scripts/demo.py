"""Runs build/deadlined on a notice with a clock that skips from reminder to reminder, and prints each message.

The clock stands still while a delivery is under way. So the webhook receiver below sets the pace by the time it takes
to answer, and a unit's progress can be reported in between at the same moment of every run.
"""
import datetime
import email
import email.policy
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SAMPLE = ROOT / "conf/demo/linhai-2016-12.txt"
YEARS, SECONDS = 5, 55
# What the units of the sample notice report, and when.
STORY = [
    ("2016-11-25", ["done", "linhai-2016-12:8.1"]),
    ("2016-12-20", ["done", "linhai-2016-12:1.1"]),
    ("2016-12-23", ["done", "linhai-2016-12:5.2"]),
    ("2016-12-23", ["done", "linhai-2016-12:6.2"]),
    ("2017-02-01", ["start", "linhai-2016-12:5.1", "--label", "《临海区人才办法》解读"]),
    ("2017-06-12", ["done", "linhai-2016-12:3.1"]),
    ("2017-11-01", ["report", "linhai-2016-12:4.1", "网上可办率=83%", "全程网办率=41%"]),
    ("2017-11-22", ["done", "linhai-2016-12:8.1"]),
    ("2017-12-18", ["report", "linhai-2016-12:4.1", "全程网办率=52%"]),
    ("2017-12-18", ["done", "linhai-2016-12:4.1"]),
    ("2017-12-18", ["done", "linhai-2016-12:5.2"]),
    ("2017-12-18", ["done", "linhai-2016-12:6.2"]),
    ("2017-12-18", ["done", "linhai-2016-12:12.1"]),
    ("2018-01-10", ["report", "linhai-2016-12:7.1", "5%"]),
    ("2018-09-18", ["report", "linhai-2016-12:9.1", "96%"]),
    ("2018-11-20", ["done", "linhai-2016-12:8.1"]),
    ("2018-11-20", ["report", "linhai-2016-12:9.1", "100%"]),
    ("2018-11-30", ["report", "linhai-2016-12:2.1", "数据集=97", "应用=11"]),
    ("2018-12-20", ["done", "linhai-2016-12:5.2"]),
    ("2018-12-20", ["done", "linhai-2016-12:6.2"]),
    ("2018-12-20", ["done", "linhai-2016-12:12.1"]),
    ("2019-01-25", ["report", "linhai-2016-12:2.1", "数据集=121"]),
    ("2019-11-20", ["done", "linhai-2016-12:8.1"]),
    ("2019-12-10", ["report", "linhai-2016-12:10.1", "100%"]),
]
BOLD, DIM, RED, OFF = ("\033[1m", "\033[2m", "\033[31m", "\033[0m") if sys.stdout.isatty() and "NO_COLOR" not in os.environ else ("",) * 4


def say(*words):
    print(*words, flush=True)


class Receiver(http.server.ThreadingHTTPServer):
    """The chat group's end: takes each webhook, lets the units act, and answers."""
    daemon_threads = True

    def __init__(self, demo):
        self.demo = demo
        super().__init__(("127.0.0.1", 0), Hook)


class Hook(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.demo.received(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Demo:
    def __init__(self, notice):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="deadlined-demo."))
        self.notice = pathlib.Path(notice)
        self.story = list(STORY) if self.notice == SAMPLE else []
        self.mails = self.hooks = 0
        self.daemon = None

    def issued(self):
        read = subprocess.run([BUILD / "deadlinectl", "parse", "--json", self.notice], capture_output=True, text=True)
        if read.returncode > 1:
            sys.exit(read.stderr.strip())
        plan = json.loads(read.stdout)
        days = [d["due"] for t in plan["tasks"] for d in t["deadlines"] if d.get("due")]
        if not plan.get("issued") and not days:
            sys.exit(f"{self.notice}: has no day of issue and no deadline with a date; nothing would ever be sent")
        if plan.get("issued"):
            return datetime.date.fromisoformat(plan["issued"])
        return datetime.date.fromisoformat(min(days)) - datetime.timedelta(days=60)

    def configure(self, port):
        notices = self.home / "notices"
        notices.mkdir()
        shutil.copy(self.notice, notices)
        conf = self.home / "deadlined.conf"
        conf.write_text(f'''
timezone = "Asia/Shanghai";
language = "zh_CN";
state = "{self.home}/deadlined.db";
control = "{self.home}/control.sock";
notices = [ "{notices}" ];
channels : (
  {{ name = "mail"; type = "maildir"; path = "{self.home}/mail"; from = "区政府督查室 <ducha@linhai.example>"; }},
  {{ name = "group"; type = "webhook"; url = "http://127.0.0.1:{port}/deadlines"; connections = 1; }}
);
unknown_units = [ "mail:{{unit}}", "group" ];
policies : ( {{ name = "default"; before = [ "30d", "7d", "1wd" ]; overdue_every = "20wd"; }} );
''', encoding="utf-8")
        return conf

    def act(self, day):
        while self.story and self.story[0][0] <= day:
            when, words = self.story.pop(0)
            done = subprocess.run([BUILD / "deadlinectl", "--socket", self.home / "control.sock", *words],
                                  capture_output=True, text=True)
            said = (done.stdout or done.stderr).strip().splitlines()
            say(f"{BOLD}{day} $ deadlinectl {' '.join(words)}{OFF}  {DIM}{said[0] if said else ''}{OFF}")

    def received(self, event):
        self.hooks += 1
        data, when = event["data"], event["timestamp"]
        items = data.get("items", [])
        say(f"{when[:10]} {when[11:16]}  → webhook  {event['type']}: {len(items)} reminders")
        self.act(when[:10])
        time.sleep(self.pace)

    def mailed(self, ident):
        for path in (self.home / "mail" / "new").glob(f"*{ident}*"):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self.mails += 1
            sent = email.utils.parsedate_to_datetime(mail["Date"])
            subject = str(mail["Subject"])
            say(f"{sent:%Y-%m-%d %H:%M}  → {RED if '逾期' in subject else ''}{subject}{OFF}")
            if self.mails == 1:
                say(DIM + mail.get_body(("plain",)).get_content().rstrip() + OFF)

    def follow(self):
        for line in self.daemon.stderr:
            found = re.search(r"delivery=(\S+) channel=mail .*result=sent", line)
            if found:
                self.mailed(found.group(1))
            elif "result=" not in line:
                say(f"{DIM}{line.rstrip()}{OFF}")

    def run(self):
        start = self.issued() + datetime.timedelta(days=1)
        end = start.replace(year=start.year + YEARS, day=min(start.day, 28))
        receiver = Receiver(self)
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        conf = self.configure(receiver.server_address[1])
        self.pace = SECONDS / max(1, self.expected(conf, start, end))
        env = dict(os.environ, DEADLINED_CLOCK=f"{start}T08:00:00+08:00 skip until {end}T00:00:00+08:00")
        say(f"{BOLD}{self.notice.name}: {start} … {end}; the first message in full, the rest by their subjects{OFF}")
        self.daemon = subprocess.Popen([BUILD / "deadlined", "-c", conf], env=env, stderr=subprocess.PIPE, text=True)
        self.follow()
        code = self.daemon.wait()
        receiver.shutdown()
        say(f"{BOLD}{self.mails} mails and {self.hooks} webhook messages in {YEARS} years.{OFF} "
            f"The mails were in {self.home}/mail until now; your own office needs ten lines of configuration: README.md")
        return code

    def expected(self, conf, start, end):
        """How many webhook messages will come: sets the pace of the show."""
        done = subprocess.run([BUILD / "deadlinectl", "simulate", "-c", conf, "--from", str(start), "--to", str(end), "--json",
                               self.notice], capture_output=True, text=True)
        return sum('"group"' in line for line in done.stdout.splitlines())

    def close(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGTERM)
            self.daemon.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def main():
    demo = Demo(sys.argv[1] if len(sys.argv) > 1 else SAMPLE)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return demo.run()
    except KeyboardInterrupt:
        say("\nstopped")
        return 130
    finally:
        demo.close()


sys.exit(main())
