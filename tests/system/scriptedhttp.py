"""An HTTP server that follows a script: its replies are bytes as a test gives them, in pieces, or no reply at all."""
import socket
import ssl
import threading

HANGUP = None    # as a reply: end the connection without one


class ScriptedHTTP:
    """`answer(n)` gives the pieces of the nth reply; HANGUP among them ends the connection there.

    `requests` has (connection, head, body) of every request that arrived whole, connections counted from 1.
    """

    def __init__(self, home, answer, tls=None):
        self.answer, self.requests, self.connections = answer, [], 0
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.context = None
        if tls:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(*tls)
        threading.Thread(target=self._accept, daemon=True).start()
        home.closing.callback(self.close)

    def _accept(self):
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return    # closed
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection, self.connections), daemon=True).start()

    def _talk(self, connection, number):
        try:
            with connection, self.context.wrap_socket(connection, server_side=True) if self.context else connection as s:
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with s.makefile("rb") as stream:
                    while self._exchange(s, stream, number):
                        pass
        except OSError:
            pass    # the daemon hung up

    def _exchange(self, s, stream, number):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = stream.readline()
            if not line:
                return False
            head += line
        length = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        body = stream.read(int(length[0])) if length else b""
        with self.lock:
            self.requests.append((number, head.decode(), body))
            pieces = self.answer(len(self.requests))
        for piece in pieces:
            if piece is HANGUP:
                return False
            s.sendall(piece)
        return True

    def ids(self):
        return [line.split(": ", 1)[1] for _, head, _ in self.requests for line in head.split("\r\n")
                if line.lower().startswith("webhook-id:")]

    def url(self):
        return f"{'https' if self.context else 'http'}://localhost:{self.port}/hook"

    def close(self):
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
