# SPDX-License-Identifier: EUPL-1.2
"""Reads outgoing mail with programs that know nothing of ours: Python's own email package, and dkimpy for the signatures.

Usage: mails.py FOLDER RECORDS
FOLDER holds the mails as *.eml; NAME.json beside NAME.eml, when there is one, says what was meant: any of from, to, reply_to
(each a name and an address), subject, text, html, headers (name and value), method and calendar.
RECORDS is a file with one key a line: its name in the DNS, a space, the text of its TXT record. Empty, or "-": nothing is signed.
"""
import email
import email.header
import email.policy
import email.utils
import json
import pathlib
import re
import sys
import unittest.mock

import dkim

ONE_EACH = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
MAY_BE_LONG = (b"message-id:", b"in-reply-to:", b"references:", b"list-unsubscribe:")
passed, failed = 0, 0


def expect(truth, otherwise):
    if not truth:
        raise AssertionError(otherwise)


def same(read, wanted, what):
    at = next((i for i, (a, b) in enumerate(zip(read, wanted)) if a != b), min(len(read), len(wanted)))
    expect(read == wanted, f"{what} at {at}: {read[at:at + 40]!a} instead of {wanted[at:at + 40]!a}")


class Mail:
    def __init__(self, path, records):
        self.bytes, self.records = path.read_bytes(), records
        self.message = email.message_from_bytes(self.bytes, policy=email.policy.SMTP)
        beside = path.with_suffix(".json")
        self.meant = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}

    def part(self, kind):
        found = [part for part in self.message.walk() if part.get_content_type() == kind]
        expect(len(found) == 1, f"{len(found)} parts are {kind}")
        return found[0]

    def raw(self, header):
        return re.sub(r"\r\n(?=[ \t])", "", dict(self.message.raw_items())[header])

    def mailbox(self, pair):
        # Not message[header]: before 3.13 that puts spaces between the encoded words of a name (RFC 2047, section 6.2).
        return str(email.header.make_header(email.header.decode_header(pair[0]))), pair[1]

    # Form

    def lines_are_short_and_end_with_crlf(self):
        expect(self.bytes.endswith(b"\r\n"), "the last line has no end")
        lines = self.bytes.split(b"\r\n")
        expect(not any(b"\r" in line or b"\n" in line for line in lines), "CR or LF alone")
        expect(all(byte == 9 or 32 <= byte < 127 for line in lines for byte in line), "a byte is no printable ASCII")
        expect(max(map(len, lines)) <= 998, "a line is longer than 998 octets")
        head = self.bytes.split(b"\r\n\r\n")[0].split(b"\r\n")
        expect(all(line.strip() for line in head), "a line of the headers is empty but for spaces")
        for line in head:
            if len(line) > 78:
                # What cannot be folded: an address, an id.
                expect(line.lower().startswith(MAY_BE_LONG) or len(line.split()) <= 2 and b"@" in line, f"not folded: {line!r}")
            if b"=?" in line:
                expect(len(line) <= 76, f"a line with an encoded word has {len(line)} octets")
        for word in re.findall(rb"=\?\S*\?=", b"\n".join(head)):
            expect(len(word) <= 75, f"an encoded word has {len(word)} octets")
        body = self.bytes.split(b"\r\n\r\n", 1)[1].split(b"\r\n")
        expect(all(len(line) <= 76 for line in body), "a line of the body is longer than 76 octets")
        expect(not any(line.startswith((b".", b"From ")) for line in body), "a line of the body starts with a dot or From")
        expect(not any(line.endswith((b" ", b"\t")) for line in body), "a line of the body ends with a space")

    def each_encoded_word_stands_alone(self):
        head = self.bytes.split(b"\r\n\r\n")[0].decode("ascii")
        for charset, kind, text in re.findall(r"=\?([^?]*)\?([BQ])\?([^?]*)\?=", head):
            word = email.message_from_string(f"Subject: =?{charset}?{kind}?{text}?=\n\n", policy=email.policy.default)
            expect("\ufffd" not in word["Subject"] and not word["Subject"].defects, f"a letter is cut: {text}")
            expect(not re.search(r"[\x00-\x1f\x7f\u2028\u2029]", word["Subject"]), f"a control in {text}")

    def parts_have_no_defects(self):
        for part in self.message.walk():
            expect(not part.defects, f"{part.get_content_type()}: {part.defects}")
            for name, value in part.items():
                expect(not value.defects, f"{name}: {value.defects}")
            if not part.is_multipart():
                part.get_content()
                expect(part["Content-Transfer-Encoding"].cte in ("quoted-printable", "base64"), "an encoding of its own")

    def headers_stand_once(self):
        for name in ONE_EACH:
            expect(len(self.message.get_all(name, [])) == 1, f"{name} does not stand once")
        known = "|".join((
            "from", "to", "reply-to", "subject", "date", "message-id", "auto-submitted", "list-unsubscribe(-post)?", "precedence",
            "in-reply-to", "references", "feedback-id", "x-auto-response-suppress", "content-[a-z-]+", "mime-version",
            "dkim-signature"))
        for name in self.message.keys():
            expect(re.fullmatch(known, name, re.IGNORECASE), f"{name} is no header of ours")
        expect(self.message["Date"].datetime.utcoffset().total_seconds() == 0, "the date is not UTC")
        if "List-Unsubscribe" in self.message:
            expect(re.fullmatch(r"<https://\S+>", self.message["List-Unsubscribe"]), "no address to unsubscribe")
            expect(self.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", "RFC 8058, section 3.1")

    # Content

    def everything_is_what_was_meant(self):
        for header in ("From", "To", "Reply-To"):
            if wanted := self.meant.get(header.lower().replace("-", "_")):
                read = [list(self.mailbox(each)) for each in email.utils.getaddresses([self.raw(header)])]
                expect(read == [wanted], f"{header}: {read} instead of {wanted}")
        if "subject" in self.meant:
            same(str(self.message["Subject"]), self.meant["subject"], "subject")
        for key, kind in (("text", "text/plain"), ("html", "text/html")):
            if key in self.meant:
                same(self.part(kind).get_content().replace("\r\n", "\n"), self.meant[key], kind)
        for name, value in self.meant.get("headers", {}).items():
            expect(self.message[name] == value, f"{name}: {self.message[name]!r}")

    def an_invitation_stands_among_the_texts_and_is_attached(self):
        if "calendar" in self.meant:
            shown, file = self.part("text/calendar"), self.part("application/ics")
            expect(shown.get_param("method") == self.meant["method"], "another method")
            for part in (shown, file):
                expect(part.get_payload(decode=True) == self.meant["calendar"].encode(), f"{part.get_content_type()}: another file")
            expect(file.get_filename() == "invite.ics" and file.is_attachment() and not shown.is_attachment(), "no attachment")
            outer = [part.get_content_type() for part in self.message.iter_parts()]
            expect(outer == ["multipart/alternative", "application/ics"], f"{outer}")

    # Signatures

    def verifies(self, mail, index):
        # The clock of a test may be ahead of ours, and dkimpy refuses signatures of the future.
        now = self.message["Date"].datetime.timestamp() + 60
        with unittest.mock.patch("time.time", return_value=now):
            try:
                return dkim.DKIM(mail, minkey=2048).verify(idx=index, dnsfunc=lambda name, **_: self.records.get(name))
            except dkim.DKIMException:
                return False

    def every_signature_holds_until_anything_changes(self):
        if not self.records:
            return
        signatures = self.message.get_all("DKIM-Signature", [])
        expect(len(signatures) == len(self.records), f"{len(signatures)} signatures")
        head, body = self.bytes.split(b"\r\n\r\n", 1)
        # A letter of the body and of each header that is signed. The signatures themselves come first.
        first = head.lower().index(b"\r\nfrom:")
        flips = [first + match.end() for match in re.finditer(rb"\r\n[A-Za-z-]+: ", head[first:])]
        flips += [len(head) + 4 + at for at in (0, len(body) // 2, len(body) - 3) if 0 <= at < len(body) and body[at] > 32]
        unsigned = (b"x-auto-response-suppress:", b"precedence:")
        for index in range(len(signatures)):
            expect(self.verifies(self.bytes, index), f"signature {index} does not hold")
            for at in flips:
                line = self.bytes[:at].rsplit(b"\r\n", 1)[1].lower()
                if not line.startswith(unsigned):
                    other = self.bytes[:at] + bytes([self.bytes[at] ^ 1]) + self.bytes[at + 1:]
                    expect(not self.verifies(other, index), f"signature {index} holds with another byte at {at}")
            for name in (b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type"):
                expect(not self.verifies(name + b": x\r\n" + self.bytes, index), f"a second {name.decode()} can be added on top")
                expect(not self.verifies(head + b"\r\n" + name + b": x\r\n\r\n" + body, index), f"{name.decode()} can be added")
            expect(not self.verifies(self.bytes + b"More.\r\n", index), "text can be added")


def check(path, records):
    global passed, failed
    for name in [name for name in vars(Mail) if not name.startswith("_") and name not in ("part", "raw", "mailbox", "verifies")]:
        try:
            getattr(Mail(path, records), name)()
            passed += 1
        except Exception as fault:
            failed += 1
            print(f"FAILED {path.name}: {name.replace('_', ' ')}: {type(fault).__name__}: {fault}")


def main(folder, records):
    lines = pathlib.Path(records).read_text().splitlines() if records != "-" else []
    keys = {}
    for line in filter(str.strip, lines):
        name, text = line.split(maxsplit=1)
        keys[name.rstrip(".").encode() + b"."] = text.encode()
    paths = sorted(pathlib.Path(folder).glob("*.eml"))
    for path in paths:
        check(path, keys)
    if not paths:
        print(f"No mail in {folder}.")
    print(f"{passed} passed, {failed} failed ({len(paths)} mails)")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
