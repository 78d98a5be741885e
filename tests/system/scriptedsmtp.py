"""An SMTP server that follows a script: at each step of the dialogue it answers as a test asks, hangs up, drips or says nothing."""
import asyncio
import email
import email.policy
import ssl
import threading

HANGUP = "hang up"
SILENCE = "say nothing"
STEPS = ("connect", "ehlo", "auth", "mail", "rcpt", "data", "dot", "quit")
GOOD = {"connect": "220 localhost ESMTP", "auth": "235 2.7.0 welcome", "mail": "250 2.1.0 ok", "rcpt": "250 2.1.5 ok",
        "data": "354 go on", "dot": "250 2.0.0 queued", "rset": "250 2.0.0 ok", "quit": "221 2.0.0 bye", "noop": "250 2.0.0 ok"}
VERBS = {"EHLO": "ehlo", "HELO": "ehlo", "AUTH": "auth", "MAIL": "mail", "RCPT": "rcpt", "DATA": "data", "RSET": "rset",
         "QUIT": "quit", "NOOP": "noop"}


class ScriptedSMTP:
    """`answer(step, n)` is asked at the nth occurrence of each step: a reply line, HANGUP, SILENCE, or None (all is well).

    `seen` has every mail whose final dot arrived, `mails` those that were accepted, `steps` how often each step came.
    """

    def __init__(self, home, answer=lambda step, n: None, offers=("PIPELINING", "8BITMIME", "SMTPUTF8"), drip_s=0, port=0, tls=None):
        self.answer, self.offers, self.drip_s = answer, offers, drip_s
        self.seen, self.mails, self.steps = [], [], {}
        self.loop = asyncio.new_event_loop()
        self.port = port
        self.context = None
        if tls:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(*tls)
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait(10)
        home.closing.callback(self.close)

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._session, "127.0.0.1", self.port, limit=1 << 22,
                                                                         ssl=self.context))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()
        server.close()
        sessions = asyncio.all_tasks(self.loop)
        for session in sessions:
            session.cancel()
        self.loop.run_until_complete(asyncio.gather(*sessions, return_exceptions=True))
        self.loop.close()

    async def _session(self, reader, writer):
        try:
            await self._dialogue(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass    # the daemon hung up
        finally:
            writer.close()

    async def _dialogue(self, reader, writer):
        if not await self._say("connect", writer):
            return
        while line := await reader.readline():
            step = VERBS.get(line.decode(errors="replace").split()[0].upper() if line.strip() else "", None)
            if step == "auth" and len(line.split()) == 2:    # AUTH PLAIN: the words follow
                writer.write(b"334 \r\n")
                await reader.readline()
            reply = await self._say(step, writer)
            if not reply or step == "quit":
                return
            if step == "data" and reply.startswith("354") and not await self._take(reader, writer):
                return

    async def _take(self, reader, writer):
        content = b""
        while not (content == b".\r\n" or content.endswith(b"\r\n.\r\n")):
            line = await reader.readline()
            if not line:
                return False
            content += line
        if content == b".\r\n":    # the lone dot after a refusal in a pipeline
            writer.write(b"554 5.5.1 no valid recipients\r\n")
            return True
        mail = email.message_from_bytes(content[:-3], policy=email.policy.default)
        self.seen.append(mail)
        return await self._say("dot", writer, mail)

    async def _say(self, step, writer, mail=None):
        """What was said; None: the session is over."""
        n = self.steps[step] = self.steps.get(step, 0) + 1
        reply = self.answer(step, n)
        if reply == HANGUP:
            return None
        if reply == SILENCE:
            await asyncio.sleep(3600)
        if reply is None:
            reply = self._greeting() if step == "ehlo" else GOOD.get(step, "500 5.5.1 what?")
        if mail and reply.startswith("2"):
            self.mails.append(mail)
        await self._write(reply + "\r\n", writer)
        return None if reply.startswith("421") else reply

    def _greeting(self):
        lines = ["localhost", *self.offers]
        return "\r\n".join(f"250{' ' if i == len(lines) - 1 else '-'}{line}" for i, line in enumerate(lines))

    async def _write(self, text, writer):
        if not self.drip_s:
            writer.write(text.encode())
            return
        for character in text:
            writer.write(character.encode())
            await writer.drain()
            await asyncio.sleep(self.drip_s)

    def ids(self, mails=None):
        return [str(m["Message-ID"]) for m in (self.mails if mails is None else mails)]

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
