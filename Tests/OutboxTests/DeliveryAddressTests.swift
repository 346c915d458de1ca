// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Outbox

@Suite struct `Addresses of the whole Internet` {
    @Test(arguments: [
        "8.8.8.8", "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255",
        "203.0.114.0", "223.255.255.255",
        "2001:200::", "2001:4860:4860::8888", "2001:db7:ffff::", "2001:db9::", "2003::1", "2a00::1", "3ffe::1", "3fff:1000::",
        "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
    ])
    func `are public`(text: String) throws {
        #expect(PublicAddress.isPublic(try #require(IPAddress(text))))
    }

    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255",
        "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.170", "192.0.2.1", "192.88.99.1",
        "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "::ffff:0:8.8.8.8",
        "64:ff9b::127.0.0.1", "64:ff9b::192.168.1.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:10::1",
        "2001:20::1",
        "2001:1ff:ffff::", "2001:db8::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "3fff:fff:ffff::", "4000::1", "5f00::1",
        "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
    ])
    func `are not special ones`(text: String) throws {
        #expect(!PublicAddress.isPublic(try #require(IPAddress(text))))
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "0x7f.0.0.1", "2130706433", "01.2.3.4", "::1%lo", "[::1]", "a.example", " 1.2.3.4",
    ])
    func `have one form`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [("192.0.2.1", "192.0.2.1"), ("2001:DB8:0:0::1", "2001:db8::1"), ("::FFFF:1.2.3.4", "::ffff:1.2.3.4")])
    func `are written in one form`(text: String, written: String) {
        #expect(IPAddress(text)?.description == written)
    }

    @Test(arguments: [
        ("127.0.0.9", true), ("::1", true), ("::ffff:127.1.1.1", true), ("10.0.0.1", false), ("::2", false), ("1.1.1.1", false),
    ])
    func `know this machine`(text: String, isLoopback: Bool) {
        #expect(IPAddress(text)?.isLoopback == isLoopback)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "::1", "10.0.0.1"])
    func `no host of ours is among them`(host: String) {
        #expect(throws: HTTPRefusal.addressNotPublic(host)) { try PublicAddress.all(of: host) }
    }

    @Test func `numbers need no look-up`() throws {
        #expect(try PublicAddress.all(of: "8.8.8.8") == [try #require(IPAddress("8.8.8.8"))])
        #expect(throws: HTTPRefusal.hostNotFound("")) { try PublicAddress.all(of: "") }
        #expect(throws: HTTPRefusal.hostNotFound("a\0b")) { try PublicAddress.all(of: "a\0b") }
    }
}

@Suite struct `A web address` {
    @Test(arguments: [
        ("https://example.org", "example.org", 443, "https://example.org/"),
        ("HTTPS://Example.org:8443/a?b=c#d", "Example.org", 8_443, "https://Example.org:8443/a?b=c"),
        ("https://[2001:db8::1]:444/", "2001:db8::1", 444, "https://[2001:db8::1]:444/"),
        ("https://2130706433/", "127.0.0.1", 443, "https://127.0.0.1/"),
        ("https://0x7f.1/", "127.0.0.1", 443, "https://127.0.0.1/"),
        ("https://0177.0.0.01/", "127.0.0.1", 443, "https://127.0.0.1/"),
        ("https://%31%32%37.0.0.1/", "127.0.0.1", 443, "https://127.0.0.1/"),
        ("https://[::FFFF:127.0.0.1]/", "::FFFF:127.0.0.1", 443, "https://[::FFFF:127.0.0.1]/"),
        ("https://localhost./", "localhost.", 443, "https://localhost./"),
        ("https://127.0.0.1#@8.8.8.8/", "127.0.0.1", 443, "https://127.0.0.1/"),
    ])
    func `is read as libcurl reads it`(text: String, host: String, port: Int, url: String) throws {
        let address = try WebAddress(text, allowsPlain: false)
        #expect([address.host, "\(address.port)", address.url] == [host, "\(port)", url])
    }

    @Test(arguments: [
        "", "example.org", "ftp://example.org/", "file:///etc/passwd", "gopher://x/", "//example.org/", "https://",
        "https://a b/",
        "https://user@example.org/", "https://user:word@example.org/", "https://:word@example.org/", "https://1.1.1.1@127.0.0.1/",
        "https://1.1.1.1\\@127.0.0.1/", "https://example.org:0/", "https://example.org:65536/", "https://[fe80::1%25eth0]/",
        "https://bücher.example/", "https://①②⑦.0.0.1/", "https://x\r\nHost: y/", "https://x\0/", "https://x%00.example/",
        "https://x/" + String(repeating: "y", count: 2_000),
    ])
    func `is refused if it could be read in two ways`(text: String) {
        #expect(throws: HTTPRefusal.wrongAddress) { try WebAddress(text, allowsPlain: true) }
    }

    @Test func `is encrypted unless the caller allows otherwise`() throws {
        #expect(throws: HTTPRefusal.notEncrypted) { try WebAddress("http://example.org/", allowsPlain: false) }
        #expect(try WebAddress("http://example.org/", allowsPlain: true).port == 80)
    }

    @Test func `is pinned to addresses of both versions`() throws {
        let address = try WebAddress("https://example.org/", allowsPlain: false)
        let pins = try ["192.0.2.1", "2001:db8::1"].map { try #require(IPAddress($0)) }
        #expect(address.pin(to: pins) == "example.org:443:192.0.2.1,[2001:db8::1]")
    }
}
