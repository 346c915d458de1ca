// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Outbox

@Suite struct `The address of a mail server` {
    @Test(arguments: [
        ("smtp://mail.example.org", "mail.example.org port 587, STARTTLS"),
        ("smtp://mail.example.org:25?tls=no", "mail.example.org port 25, not encrypted"),
        ("smtp://mail.example.org?tls=opportunistic", "mail.example.org port 587, STARTTLS if offered"),
        ("smtp://secretariat:x@mail.example.org?tls=no", "mail.example.org port 587, not encrypted, as secretariat"),
        ("smtps://mail.example.org/", "mail.example.org port 465, TLS"),
        ("smtps://mail.example.org:2465?tls=required", "mail.example.org port 2465, TLS"),
        ("smtp://localhost:25", "localhost port 25, not encrypted"),
        ("smtp://127.0.0.1:25", "127.0.0.1 port 25, not encrypted"),
        ("smtp://[::1]:25", "::1 port 25, not encrypted"),
        ("smtp://u:p@localhost?tls=opportunistic", "localhost port 587, STARTTLS if offered, as u"),
        ("smtp://localhost?tls=required", "localhost port 587, STARTTLS"),
        ("smtp://127.0.0.1.example.org", "127.0.0.1.example.org port 587, STARTTLS"),
        ("smtp://10.0.0.1", "10.0.0.1 port 587, STARTTLS"),
    ])
    func `says in words how it is reached`(text: String, words: String) throws {
        #expect(try SMTPServer(text).description == words)
    }

    @Test func `user, password and options are decoded`() throws {
        let server = try SMTPServer("smtp://info%40city:p%3A%2F%40%25%20%C3%A9@host?ca=/etc/my%20ca.pem&hello=conference.example")
        #expect(server.user == "info@city")
        #expect(server.password == "p:/@% é")
        #expect(server.authorities == "/etc/my ca.pem")
        #expect(server.url == "smtp://host:587/conference.example")
    }

    @Test(arguments: [("smtps://[2001:db8::1]", "smtps://[2001:db8::1]:465/"), ("smtp://h", "smtp://h:587/")])
    func `what is connected to holds no account`(text: String, url: String) throws {
        #expect(try SMTPServer(text).url == url)
    }

    @Test func `the password is in no description`() throws {
        let server = try SMTPServer("smtp://user:hushhush@host")
        var dumped = ""
        dump([server], to: &dumped)
        for text in ["\(server)", String(reflecting: server), "\([server])", "\(Optional(server) as Any)", dumped] {
            #expect(!text.contains("hushhush"), "\(text)")
        }
    }

    @Test(arguments: [
        ("", SMTPServerRefusal.wrongScheme), ("mail.example.org", .wrongScheme), ("http://host", .wrongScheme),
        ("smtp://user:p@ss@host", .notAnAddress), ("smtp://user:%zz@host", .notAnAddress), ("smtp://host/path", .notAnAddress),
        ("smtp://host#x", .notAnAddress), ("smtp://host\n", .notAnAddress), ("smtp://ho st", .notAnAddress),
        ("smtp://user:a%0Ab@host", .notAnAddress), ("smtp://user:a%00b@host", .notAnAddress),
        ("smtp://", .noHost), ("smtp:host", .notAnAddress), ("smtp://:25", .noHost), ("smtp://host%00", .noHost),
        ("smtp://h%2Fx", .noHost), ("smtp://host:0", .wrongPort), ("smtp://host:65536", .wrongPort),
        ("smtp://user@host", .halfAnAccount), ("smtp://user:@host", .halfAnAccount), ("smtp://:x@host", .halfAnAccount),
        ("smtp://u:p@host?tls=opportunistic", .passwordMayBeSeen),
        ("smtp://host?tls=maybe", .wrongOption("tls")), ("smtp://host?tls", .wrongOption("tls")),
        ("smtp://host?tls=no&tls=no", .wrongOption("tls")), ("smtps://host?tls=no", .wrongOption("tls")),
        ("smtps://host?tls=opportunistic", .wrongOption("tls")), ("smtp://host?TLS=no", .wrongOption("TLS")),
        ("smtp://host?hello=a%20b", .wrongOption("hello")), ("smtp://host?ca=", .wrongOption("ca")),
    ])
    func `is refused for what is wrong with it`(text: String, refusal: SMTPServerRefusal) {
        #expect(throws: refusal) { try SMTPServer(text) }
    }

    @Test func `no refusal repeats a password`() {
        for text in [
            "hushhush", "smtp://u:hushhush@", "smtp://u:hush@hushhush@h", "smtp://u:hushhush@h?x=1", "http://u:hushhush@h",
        ] {
            let error = #expect(throws: SMTPServerRefusal.self) { try SMTPServer(text) }
            #expect(error?.description.contains("hushhush") == false)
        }
    }
}
