// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `Asking a browser for a passkey` {
    @Test func `to create one`() {
        let options = PasskeyCreationOptions(
            site: SoftAuthenticator.site, handle: SoftAuthenticator.handle, name: "zoé@example.org",
            displayName: "Zoé \"Z\" </script>",
            challenge: SoftAuthenticator.challenge, known: [SoftAuthenticator().credential])
        let expected =
            #"{"attestation":"none","authenticatorSelection":{"requireResidentKey":true,"residentKey":"required","#
            + #""userVerification":"required"},"challenge":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","#
            + #""excludeCredentials":[{"id":"AQIDBAUGBwgJCgsMDQ4PEA","transports":["internal"],"type":"public-key"}],"#
            + #""pubKeyCredParams":[{"alg":-7,"type":"public-key"},{"alg":-8,"type":"public-key"},{"alg":-257,"type":"public-key"}],"#
            + #""rp":{"id":"conference.example","name":"Conference"},"timeout":300000,"#
            + #""user":{"displayName":"Zoé \"Z\" </script>","id":"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8","#
            + #""name":"zoé@example.org"}}"#
        #expect(options.json == expected)
    }

    @Test func `to sign in with any`() {
        #expect(
            PasskeyRequestOptions(site: SoftAuthenticator.site, challenge: SoftAuthenticator.challenge).json
                == #"{"allowCredentials":[],"challenge":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","#
                + #""rpId":"conference.example","timeout":300000,"userVerification":"required"}"#)
    }

    @Test func `to sign in with one of the account`() {
        var credential = SoftAuthenticator().credential
        credential.transports = []
        #expect(
            PasskeyRequestOptions(site: SoftAuthenticator.site, challenge: SoftAuthenticator.challenge, allowed: [credential])
                .json
                == #"{"allowCredentials":[{"id":"AQIDBAUGBwgJCgsMDQ4PEA","transports":[],"type":"public-key"}],"#
                + #""challenge":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","#
                + #""rpId":"conference.example","timeout":300000,"userVerification":"required"}"#)
    }
}
