#!/usr/bin/python3
"""HTTP channels against a real server: signatures, Retry-After, errors inside a 200, redirects."""
import base64
import email
import email.policy
import hashlib
import hmac
import json

from harness import Hook, main, test, wait_for

KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def webhook(home, hook, **more):
    keys = "".join(f' {k} = "{v}";' for k, v in more.items())
    return f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; connections = 1;{keys} }}'


REST = 'unknown_units = [ "hook" ];'


@test("a webhook is signed, numbered, and says everything in JSON")
def signed(home):
    hook = Hook(home)
    home.configure(webhook(home, hook, secret_file=home.secret("s", f"whsec_{KEY}\n")), REST)
    home.start("2030-01-03T08:00:00+08:00 skip until 2030-01-10T00:00:00+08:00")
    assert home.wait_exit() == 0
    path, headers, body = hook.requests[0]
    head = {k.lower(): v for k, v in headers.items()}
    text = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + body
    want = base64.b64encode(hmac.new(base64.b64decode(KEY), text, hashlib.sha256).digest()).decode()
    assert f"v1,{want}" in head["webhook-signature"].split(" "), head
    event = json.loads(body)
    assert event["type"].startswith("deadlined.reminder."), event
    assert {i["task"]["no"] if isinstance(i["task"], dict) else i["task"] for i in event["data"]["items"]}, event


@test("429 waits as long as Retry-After says, and keeps the id")
def retry_after(home):
    hook = Hook(home, lambda n, headers, body: (429, {"Retry-After": "120"}, b"slow down") if n == 1 else (204, {}, b""))
    home.configure(webhook(home, hook), REST)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    wait_for("the second try", lambda: len(hook.requests) >= 2)
    ids = [{k.lower(): v for k, v in h.items()}["webhook-id"] for _, h, _ in hook.requests[:2]]
    stamps = [int({k.lower(): v for k, v in h.items()}["webhook-timestamp"]) for _, h, _ in hook.requests[:2]]
    assert ids[0] == ids[1] and hook.requests[0][2] == hook.requests[1][2]
    assert stamps[1] - stamps[0] >= 120, stamps


@test("an error inside a 200 is no success: too fast is tried again, a wrong token holds the channel")
def error_in_200(home):
    answers = {1: {"errcode": 45009, "errmsg": "api freq out of limit"}, 2: {"errcode": 0, "errmsg": "ok"}}
    hook = Hook(home, lambda n, headers, body: (200, {"Content-Type": "application/json"}, json.dumps(
        answers.get(n, {"errcode": 93000, "errmsg": "invalid webhook url"})).encode()))
    url = home.secret("url", hook.url("/cgi-bin/webhook/send?key=geheim") + "\n")
    home.configure(f'{{ name = "hook"; type = "wecom"; url_file = "{url}"; }}', REST)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=retry")
    home.wait_logged("result=sent")
    home.ctl("test", "hook", check=False)
    home.wait_logged("result=hold")
    assert not home.logged("geheim"), "the URL is the secret"
    assert json.loads(hook.requests[0][2])["msgtype"] == "markdown"


@test("a test shows the dialogue without a secret, waits for the verdict, and ends by it")
def dialogue(home):
    hook = Hook(home, lambda n, headers, body: (200, {"Set-Cookie": "session=geheim"}, json.dumps(
        {"errcode": 0, "errmsg": "ok"} if n == 1 else {"errcode": 310000, "errmsg": "sign not match"}).encode()))
    url = home.secret("url", hook.url("/robot/send?access_token=geheim") + "\n")
    home.configure(f'''{{ name = "hook"; type = "dingtalk"; url_file = "{url}"; secret_file = "{home.secret("s", "SECgeheim")}"; }},
        {{ name = "gone"; type = "webhook"; url = "http://127.0.0.1:1/"; }}''', REST)
    home.start(None)
    wait_for("the socket", lambda: (home.path / "control.sock").exists())
    good = home.ctl("test", "hook")
    assert "> POST /robot/send?access_token=***&timestamp=" in good.stdout and "&sign=*** HTTP/1.1" in good.stdout, good.stdout
    assert "< HTTP/1.1 200 OK" in good.stdout and "hook: sent: accepted" in good.stdout, good.stdout
    bad = home.ctl("test", "hook", check=False)
    assert bad.returncode == 1 and "hook: held: the signature does not match" in bad.stdout, bad
    gone = home.ctl("test", "gone", check=False)
    assert gone.returncode == 1 and "gone: not now: no connection" in gone.stdout, gone
    assert "geheim" not in good.stdout + bad.stdout + gone.stdout


@test("a group that fails for its time is stood in for, once, and the message says so")
def fallback(home):
    works = []
    hook = Hook(home, lambda n, headers, body: (204, {}, b"") if works else (503, {}, b"down"))
    drop = f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; }}'
    home.configure(f'{{ name = "hook"; type = "webhook"; url = "{hook.url()}"; fallback = "drop:{{unit}}"; fallback_after = "30m"; }}, {drop}',
                   REST)
    home.start("2030-01-03T08:00:00+08:00 x3600")
    mails = wait_for("the fallback's mails", lambda: len(home.mails()) >= 3 and home.mails())
    text = email.message_from_bytes(mails[0].read_bytes(), policy=email.policy.default).get_body(("plain",)).get_content()
    assert "本消息代通道 hook 发出" in text, text
    assert {d["state"] for d in home.ask("deliveries", "hook")["items"]} == {"expired"}
    works.append(True)
    home.stop()
    home.start("2030-01-28T08:00:00+08:00 x86400")
    home.wait_logged("channel=hook .*result=sent")
    assert len(home.mails()) == len(mails), "what the fallback said is not said again"


@test("a redirect is not followed, and no success")
def redirect(home):
    other = Hook(home)
    hook = Hook(home, lambda n, headers, body: (302, {"Location": other.url()}, b""))
    home.configure(webhook(home, hook), REST)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=(retry|hold|reject)")
    assert not other.requests and not home.logged("result=sent")


@test("a reply of 100 MB is judged by its status and not kept")
def endless_reply(home):
    hook = Hook(home, lambda n, headers, body: (200, {}, b"x" * (100 << 20)))
    home.configure(webhook(home, hook), REST)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=sent")
    kept = home.ask("deliveries")
    assert len(json.dumps(kept)) < 100000


main()
