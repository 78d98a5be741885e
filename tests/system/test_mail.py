#!/usr/bin/python3
"""Mail against a real SMTP server with STARTTLS and AUTH: what arrives, and what each refusal leads to."""
from harness import main, test, wait_for
from mailserver import MailServer, certificate, plain

UNITS = """units : ( { name = "甲局"; notify = [ "mail:jia@example.org" ]; }, { name = "乙局"; notify = [ "mail:yi@example.org" ]; },
             { name = "丙局"; notify = [ "mail:bing@example.org" ]; } );"""


def smtp(home, server, **more):
    keys = "".join(f' {k} = "{v}";' for k, v in more.items())
    return (f'{{ name = "mail"; type = "smtp"; url = "smtp://localhost:{server.port}"; from = "督查室 <ducha@example.org>";{keys} }}')


@test("mail goes out over STARTTLS and AUTH, one per unit, in both parts")
def starttls_auth(home):
    tls = certificate(home.path)
    server = MailServer(home, tls, "reminders", "geheim")
    home.configure(smtp(home, server, user="reminders", password_file=home.secret("pw", "geheim\n"), ca_file=tls[0]), UNITS)
    home.start("2030-01-03T08:00:00+08:00 skip until 2030-01-20T00:00:00+08:00")
    assert home.wait_exit() == 0
    to = {m.recipients[0] for m in server.mails}
    assert to == {"jia@example.org", "yi@example.org", "bing@example.org"}, to
    assert all(len(m.recipients) == 1 for m in server.mails)
    mail = next(m for m in server.mails if m.recipients == ["jia@example.org"])
    assert "建成数据平台" in plain(mail) and "200" in plain(mail) and "2030年2月28日" in plain(mail), plain(mail)
    assert "建成数据平台" in mail.get_body(("html",)).get_content()
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"].endswith("@example.org>")
    assert mail["From"].addresses[0].display_name == "督查室"
    calendar = list(mail.iter_attachments())[-1]
    assert (calendar.get_content_type(), calendar.get_filename(), calendar.get_param("method")) == ("text/calendar", "deadlines.ics", "PUBLISH")
    ics = calendar.get_content()
    assert "DTSTART;VALUE=DATE:20300228" in ics and "建成数据平台" in ics and "@example.org\r\n" in ics.replace("\r\n ", ""), ics


@test("each way to log in that the server offers is taken: LOGIN, PLAIN, a token")
def ways_to_log_in(home):
    tls = certificate(home.path)
    ways = (("PLAIN", ("LOGIN", "XOAUTH2"), "password_file"), ("LOGIN", ("PLAIN", "XOAUTH2"), "password_file"),
            ("XOAUTH2", (), "token_file"))
    servers = [MailServer(home, tls, "reminders", "geheim", without=without) for _, without, _ in ways]
    channels = ", ".join(smtp(home, server, user="reminders", ca_file=tls[0], **{secret: home.secret("pw", "geheim\n")}).replace(
        '"mail"', f'"{way.lower()}"') for server, (way, _, secret) in zip(servers, ways))
    home.configure(channels, 'units : ( { name = "甲局"; notify = [ "plain:jia@example.org", "login:jia@example.org", '
                             '"xoauth2:jia@example.org" ]; } ); unknown_units = [];')
    home.start("2030-01-03T08:00:00+08:00 skip until 2030-01-10T00:00:00+08:00")
    assert home.wait_exit() == 0
    assert all(server.mails for server in servers), [len(server.mails) for server in servers]
    assert [set(server.logins) for server in servers[:2]] == [{"PLAIN"}, {"LOGIN"}], [server.logins for server in servers]


@test("a token that has expired holds the channel, and is not shown")
def expired_token(home):
    tls = certificate(home.path)
    server = MailServer(home, tls, "reminders", "ya29.fresh", without=("PLAIN", "LOGIN"))
    home.configure(smtp(home, server, user="reminders", ca_file=tls[0], token_file=home.secret("token", "ya29.stale\n")), UNITS)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=hold")
    assert not server.mails and not home.logged("stale")


@test("a wrong password holds the channel; a reload with the right one sends everything")
def wrong_password(home):
    tls = certificate(home.path)
    server = MailServer(home, tls, "reminders", "geheim")
    password = home.secret("pw", "falsch\n")
    home.configure(smtp(home, server, user="reminders", password_file=password, ca_file=tls[0]), UNITS)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=hold")
    wait_for("all three held", lambda: [d["state"] for d in home.ask("deliveries")["items"]] == ["held"] * 3)
    assert not server.mails
    password.write_text("geheim\n")
    home.ctl("reload")
    wait_for("three mails", lambda: len(server.mails) >= 3)


@test("a test shows the mail server's dialogue, the login blanked")
def dialogue(home):
    tls = certificate(home.path)
    server = MailServer(home, tls, "reminders", "geheim")
    home.configure(smtp(home, server, user="reminders", password_file=home.secret("pw", "geheim\n"), ca_file=tls[0]), UNITS)
    home.start(None)
    wait_for("the socket", lambda: (home.path / "control.sock").exists())
    done = home.ctl("test", "mail", "--to", "jia@example.org")
    for line in ("> STARTTLS", "> AUTH PLAIN", "> RCPT TO:<jia@example.org>", "> .", "< 250 2.0.0 queued"):
        assert f"\n{line}" in done.stdout, (line, done.stdout)
    assert "geheim" not in done.stdout and "Z2VoZWlt" not in done.stdout, done.stdout
    assert done.stdout.count("> ***") + done.stdout.count("AUTH PLAIN ***") == 1, done.stdout


@test("a name that the certificate does not bear is no server of ours")
def wrong_name(home):
    tls = certificate(home.path, "elsewhere.example")
    server = MailServer(home, tls)
    home.configure(smtp(home, server, ca_file=tls[0]), UNITS)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=(retry|hold)")
    assert not server.mails and not server.tries


@test("an unreachable server gets everything once it is there")
def unreachable(home):
    gone = MailServer(home)
    port = gone.port
    gone.close()
    home.configure(f'{{ name = "mail"; type = "smtp"; url = "smtp://127.0.0.1:{port}"; tls = "none"; from = "a@example.org"; }}', UNITS)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=retry")
    server = MailServer(home, port=port)
    wait_for("three mails", lambda: len(server.mails) >= 3)
    assert len({m["Message-ID"] for m in server.mails}) == len(server.mails)


@test("451 is asked again with the same bytes, 550 for one of three stops that address alone")
def refusals(home):
    def rcpt(n, address):
        if address.startswith("yi@"):
            return "550 5.1.1 no such user"
        return "451 4.7.1 greylisted" if address.startswith("bing@") and n == 1 else None
    server = MailServer(home, rcpt=rcpt)
    home.configure(f'{{ name = "mail"; type = "smtp"; url = "smtp://127.0.0.1:{server.port}"; tls = "none"; from = "a@example.org"; }}', UNITS)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    wait_for("two mails", lambda: len(server.mails) >= 2)
    assert {m.recipients[0] for m in server.mails} == {"jia@example.org", "bing@example.org"}
    assert server.tries.count("bing@example.org") == 2
    dead = home.ask("deliveries", "--dead")["items"]
    assert len(dead) == 1 and dead[0]["to"] == "yi@example.org" and "5.1.1" in dead[0]["reason"], dead


@test("a refused final dot names the reply, and a later reminder is tried again")
def after_the_dot(home):
    server = MailServer(home, data=lambda n, mail: "554 5.7.1 looks like spam" if mail.recipients == ["yi@example.org"] else None)
    home.configure(f'{{ name = "mail"; type = "smtp"; url = "smtp://127.0.0.1:{server.port}"; tls = "none"; from = "a@example.org"; }}', UNITS)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    home.wait_logged("result=reject")
    wait_for("two mails", lambda: len(server.mails) >= 2)


@test("a mail that is too big goes once more without its calendar, under the same id")
def too_big(home):
    seen = []

    def data(n, mail):
        calendar = any(part.get_content_type() == "text/calendar" for part in mail.walk())
        seen.append((mail["Message-ID"], calendar))
        return "552 5.3.4 message too big" if calendar else None
    server = MailServer(home, data=data)
    home.configure(f'{{ name = "mail"; type = "smtp"; url = "smtp://127.0.0.1:{server.port}"; tls = "none"; from = "a@example.org"; }}', UNITS)
    home.start("2030-01-03T08:00:00+08:00 x1200")
    wait_for("three mails", lambda: len(server.mails) >= 3)
    assert {calendar for _, calendar in seen} == {True, False}, seen
    assert len({letter for letter, _ in seen}) == 3 and not home.ask("deliveries", "--dead")["items"], seen


main()
