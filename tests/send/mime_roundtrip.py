#!/usr/bin/env python3
"""Reads a mail from the file named and prints as JSON what another MIME library understands of it.

{"headers": {name: decoded value}, "to": [[name, address]], "parts": [{"type", "text", "name"}], "problems": [...]}
Problems are the library's own complaints, and bytes that RFC 5322 or 2047 forbids.
"""
import email
import email.header
import email.policy
import email.utils
import json
import re
import sys

raw = open(sys.argv[1], "rb").read()
problems = []
if not raw.endswith(b"\r\n"):
    problems.append("does not end in CRLF")
if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
    problems.append("a bare CR or LF")
for line in raw.split(b"\r\n"):
    if len(line) > 78:
        problems.append("longer than 78: %r" % line)
for word in re.findall(rb"=\?[^ ]*\?=", raw.split(b"\r\n\r\n")[0]):
    if len(word) > 75:
        problems.append("encoded word longer than 75: %r" % word)

mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
parts = []
for part in mail.walk():
    problems += ["%s: %s" % (part.get_content_type(), d) for d in part.defects]
    if part.is_multipart():
        parts.append({"type": part.get_content_type(), "text": "", "name": None})
        continue
    parts.append({"type": part.get_content_type(), "text": part.get_content(),
                  "name": part.get_filename()})
headers = {}
for name, value in mail.items():
    problems += ["%s: %s" % (name, d) for d in value.defects]
    if name in headers:
        problems.append("twice: " + name)
    headers[name] = str(value)
# email.policy puts a space between neighbouring encoded words of a display name (RFC 2047, 6.2 forbids it);
# the older interface does not.
old = email.message_from_bytes(raw)
to = [[str(email.header.make_header(email.header.decode_header(name))), address]
      for name, address in email.utils.getaddresses([old["To"].replace("\r\n", "")]) if address]
groups = [g.display_name for g in mail["To"].groups]
print(json.dumps({"headers": headers, "to": to, "groups": groups, "parts": parts, "problems": problems}))
