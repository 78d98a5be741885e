"""A real SMTP server (aiosmtpd) on loopback for the system tests: STARTTLS or TLS, AUTH, and replies as a test asks."""
import asyncio
import base64
import email
import email.policy
import pathlib
import socket
import ssl
import subprocess
import threading

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def certificate(folder, name="localhost"):
    """A self-signed certificate for localhost and 127.0.0.1: (certificate, key)."""
    cert, key = pathlib.Path(folder) / "cert.pem", pathlib.Path(folder) / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}" + (",IP:127.0.0.1" if name == "localhost" else ""),
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


class TokenSMTP(SMTP):
    """A server that takes tokens, too (XOAUTH2, as Google and Microsoft ask for it)."""

    async def auth_XOAUTH2(self, _, args):
        said = await self.challenge_auth("") if len(args) == 1 else base64.b64decode(args[1])
        login = dict(part.split("=", 1) for part in said.decode().split("\x01") if "=" in part)
        scheme, token = login["auth"].split(" ", 1)
        good = scheme == "Bearer" and (login["user"], token) == (self.event_handler.user, self.event_handler.password)
        return AuthResult(success=good, handled=False)


class MailServer:
    """`rcpt(n, address)` and `data(n, mail)` may give a reply of their own to the nth try; None: taken.
    `without`: ways to log in that are not offered; `logins`: those that were used."""

    def __init__(self, home, tls=None, user=None, password=None, rcpt=None, data=None, port=0, without=()):
        self.without, self.logins = without, []
        self.mails, self.tries = [], []
        self.rcpt, self.data_reply = rcpt, data
        self.user, self.password = user, password
        self.context = None
        if tls:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(*tls)
        self.loop = asyncio.new_event_loop()
        self.socket = socket.create_server(("127.0.0.1", port))
        self.port = self.socket.getsockname()[1]
        self.server = None
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait()
        home.closing.callback(self.close)

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(self.loop.create_server(self._session, sock=self.socket))
        ready.set()
        self.loop.run_forever()

    def _session(self):
        auth = {}
        if self.user:
            auth = dict(authenticator=self._login, auth_required=True, auth_exclude_mechanism=self.without)
        return TokenSMTP(self, hostname="localhost", tls_context=self.context, require_starttls=bool(self.context),
                    enable_SMTPUTF8=True, loop=self.loop, **auth)

    def _login(self, server, session, envelope, mechanism, data):
        self.logins.append(mechanism)
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (self.user.encode(), self.password.encode())
        return AuthResult(success=good, handled=good)

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.tries.append(address)
        reply = self.rcpt and self.rcpt(self.tries.count(address), address)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        mail.recipients = list(envelope.rcpt_tos)
        reply = self.data_reply and self.data_reply(len(self.mails) + 1, mail)
        if not reply or reply.startswith("2"):
            self.mails.append(mail)
        return reply or f"250 2.0.0 queued as {len(self.mails)}"

    def close(self):
        def stop():
            self.server.close()
            self.loop.stop()
        self.loop.call_soon_threadsafe(stop)


def plain(mail):
    return mail.get_body(("plain",)).get_content()
