// SPDX-License-Identifier: EUPL-1.2
import HTML
import Testing

@Suite struct `Markup` {
    @Test func `what is interpolated is escaped`() {
        let name = "<script>alert(\"1\")</script> & 'x'"
        let markup: HTML = "<p title=\"\(name)\">\(name)</p>"
        let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"
        #expect(markup.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `markup in markup is not escaped again`() {
        let inner: HTML = "<b>\("a & b")</b>"
        #expect(("<p>\(inner)</p>" as HTML).text == "<p><b>a &amp; b</b></p>")
        #expect(("\(each: ["<", "é"], { "<i>\($0)</i>" })" as HTML).text == "<i>&lt;</i><i>é</i>")
        #expect(("\(if: false, "<b>")\(nil as HTML?)" as HTML).text == "")
    }

    @Test(arguments: [
        (1.005, 2, "1.00"), (-0.001, 1, "0.0"), (12.5, 1, "12.5"), (.nan, 1, "0"), (-3.14159, 3, "-3.142"), (99.99, 0, "100"),
    ])
    func `numbers of drawings have a point and no exponent`(number: Double, decimals: Int, text: String) {
        #expect(("\(number, decimals: decimals)" as HTML).text == text)
    }

    @Test func `an address encodes what is put into it`() {
        let path: Address = "/en/network/\("a b/ü?&\"")"
        #expect(path.text == "/en/network/a%20b%2F%C3%BC%3F%26%22")
        #expect(path.with([("q", "é&="), ("empty", ""), ("none", nil)]).text == path.text + "?q=%C3%A9%26%3D")
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", " https://a.example", "https://a b", "ftp://a",
    ])
    func `an address from outside is a web or mail address or none`(text: String) {
        #expect(Address(external: text) == nil)
    }

    @Test func `web and mail addresses from outside are taken`() {
        #expect(Address(external: "https://efus.eu/a?b=c")?.text == "https://efus.eu/a?b=c")
        #expect(Address(external: "mailto:a@b.example")?.text == "mailto:a@b.example")
    }
}
