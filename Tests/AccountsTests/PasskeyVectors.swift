// SPDX-License-Identifier: EUPL-1.2
@testable import Accounts

/// Answers that other programs made, for the challenge 00 01 … 1F, the handle 40 41 … 5F and "https://conference.example".
///
/// All but the last: the structures of fido2 2.2.1 (Python), keys and signatures of cryptography, and both answers accepted by
/// `Fido2Server`. The last: `SoftWebauthnDevice` of soft-webauthn 0.1.4. The answers were written as `passkeys.js` writes them.
struct PasskeyVector: Sendable {
    var id: String, publicKey: String
    var registration: String, assertion: String

    /// ES256, backed up, a counter that stays at zero.
    static let backedUp = PasskeyVector(
        id: "1940c3b75770548ed1dfb15d8583322667d5d36859c4a2c1ae40aed33d66e765",
        publicKey: """
            a5010203262001215820126c3e9e4a58c96a68113143bab7b63b21634847df20826e3cd10d19f9dbed5c2258201b9179ff79b7e60f262960\
            f290a6a8c849835689157343d49499e899551e0f04
            """,
        registration: """
            {"type":"public-key","id":"GUDDt1dwVI7R37FdhYMyJmfV02hZxKLBrkCu0z1m52U","rawId":"GUDDt1dwVI7R37FdhYMyJmfV02hZxKL\
            BrkCu0z1m52U","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJ\
            Q1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4i\
            OmZhbHNlfQ","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikHnr897n-OwZk6EQ-eK7UVrRQUwfJXXzNx_F8fho\
            dwE9dAAAAAAABAgMEBQYHCAkKCwwNDg8AIBlAw7dXcFSO0d-xXYWDMiZn1dNoWcSiwa5ArtM9ZudlpQECAyYgASFYIBJsPp5KWMlqaBExQ7q3tjs\
            hY0hH3yCCbjzRDRn52-1cIlggG5F5_3m35g8mKWDykKaoyEmDVokVc0PUlJnomVUeDwQ","transports":["internal","hybrid"]}}
            """,
        assertion: """
            {"type":"public-key","id":"GUDDt1dwVI7R37FdhYMyJmfV02hZxKLBrkCu0z1m52U","rawId":"GUDDt1dwVI7R37FdhYMyJmfV02hZxKL\
            BrkCu0z1m52U","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1Fv\
            TERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZh\
            bHNlfQ","authenticatorData":"Hnr897n-OwZk6EQ-eK7UVrRQUwfJXXzNx_F8fhodwE8dAAAAAA","signature":"MEQCIDOZ5GrgUvXlHq\
            JVyLGXc619wAHrIC3c74GV_s_NB512AiBk3SK8WCnV-xQBxmBuPjXwPquRYsdiXfslNlXsnmPHbw","userHandle":"QEFCQ0RFRkdISUpLTE1O\
            T1BRUlNUVVZXWFlaW1xdXl8"}}
            """)

    /// Ed25519, not backed up, with an extension, counters 7 and 8.
    static let onKey = PasskeyVector(
        id: "3c2f9cf71583d31d423c0d6bbd3494f5",
        publicKey: "a40101032720062158200e870ee7caf715ccce5649b95d4e04209fd0db68a4d802c17c14f09f331422df",
        registration: """
            {"type":"public-key","id":"PC-c9xWD0x1CPA1rvTSU9Q","rawId":"PC-c9xWD0x1CPA1rvTSU9Q","response":{"clientDataJSON"\
            :"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOC\
            IsIm9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQ","attestationObject":"o2NmbXRkb\
            m9uZWdhdHRTdG10oGhhdXRoRGF0YVh_Hnr897n-OwZk6EQ-eK7UVrRQUwfJXXzNx_F8fhodwE_FAAAABwABAgMEBQYHCAkKCwwNDg8AEDwvnPcVg\
            9MdQjwNa700lPWkAQEDJyAGIVggDocO58r3FczOVkm5XU4EIJ_Q22ik2ALBfBTwnzMUIt-ha2NyZWRQcm90ZWN0Ag","transports":["intern\
            al","hybrid"]}}
            """,
        assertion: """
            {"type":"public-key","id":"PC-c9xWD0x1CPA1rvTSU9Q","rawId":"PC-c9xWD0x1CPA1rvTSU9Q","response":{"clientDataJSON"\
            :"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm\
            9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQ","authenticatorData":"Hnr897n-OwZk6\
            EQ-eK7UVrRQUwfJXXzNx_F8fhodwE8FAAAACA","signature":"9Khk1lIf_gF3Kn8d-UGK_6s00CIlmWpkDF8yu3fdbZoyp_EdBha511pS-pYu\
            FvBI0WTyIziIlzbWGwutcOiJBg","userHandle":"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8"}}
            """)

    /// RS256 of 2,048 bits; can be backed up, and is since it was created; counters 0 and 1.
    static let onComputer = PasskeyVector(
        id: "99109c355f2141ea22d643f91a66db2652cd358357bd0aeba4ec4eb9c0ae1e9c",
        publicKey: """
            a401030339010020590100ac1288afe9f1ff1d4b080e78cc199cfffbca62b0b148ea2467c36bc8eb1a393cd1306217e3d3327a47d52bc5ca\
            db26d356dd0deae7462434cfa8fbf82d88a40fd2313ad317aaa32908ea949c4de0705a0b107d0eebb4da3946c48892c5bd720aab4e1d3bae\
            ceba45081d0c1f809e83a372451575444606c73f5dda0b3124f8edfef75b9e91771b77c84d2b4ff2230e299b107bbc51f95cdd0e474fa2e7\
            054d3b60b1a20b5f9fb979b881f0f53c352ac8093971a5e2bbd15e3c487c2de7b18a72137f61ac97e86463fbe512ea3a873d873481f8e56c\
            0d7bd995d3d732f683b4c619510742b677dc2eaa18202d79950145fe4da7b454a3541a0f570d903c0381952143010001
            """,
        registration: """
            {"type":"public-key","id":"mRCcNV8hQeoi1kP5GmbbJlLNNYNXvQrrpOxOucCuHpw","rawId":"mRCcNV8hQeoi1kP5GmbbJlLNNYNXvQr\
            rpOxOucCuHpw","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJ\
            Q1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4i\
            OmZhbHNlfQ","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVkBZx56_Pe5_jsGZOhEPniu1Fa0UFMHyV18zcfxfH4\
            aHcBPTQAAAAAAAQIDBAUGBwgJCgsMDQ4PACCZEJw1XyFB6iLWQ_kaZtsmUs01g1e9Cuuk7E65wK4enKQBAwM5AQAgWQEArBKIr-nx_x1LCA54zBm\
            c__vKYrCxSOokZ8NryOsaOTzRMGIX49MyekfVK8XK2ybTVt0N6udGJDTPqPv4LYikD9IxOtMXqqMpCOqUnE3gcFoLEH0O67TaOUbEiJLFvXIKq04\
            dO67OukUIHQwfgJ6Do3JFFXVERgbHP13aCzEk-O3-91uekXcbd8hNK0_yIw4pmxB7vFH5XN0OR0-i5wVNO2Cxogtfn7l5uIHw9Tw1KsgJOXGl4rv\
            RXjxIfC3nsYpyE39hrJfoZGP75RLqOoc9hzSB-OVsDXvZldPXMvaDtMYZUQdCtnfcLqoYIC15lQFF_k2ntFSjVBoPVw2QPAOBlSFDAQAB","tran\
            sports":["internal","hybrid"]}}
            """,
        assertion: """
            {"type":"public-key","id":"mRCcNV8hQeoi1kP5GmbbJlLNNYNXvQrrpOxOucCuHpw","rawId":"mRCcNV8hQeoi1kP5GmbbJlLNNYNXvQr\
            rpOxOucCuHpw","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1Fv\
            TERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZh\
            bHNlfQ","authenticatorData":"Hnr897n-OwZk6EQ-eK7UVrRQUwfJXXzNx_F8fhodwE8dAAAAAQ","signature":"P100_gLjaDxBbXbSWe\
            uSTOGcOUcrcN-sP56egNsZKTk8BlMzOltww8yGe1hwjGwypGJn7huuQPbsXpUqKkkGLOfMdRQx0WQKrRCaKoKyGgAcocADpGl5P_rbxfknogPhYU\
            BUhwyUzyZvQj-R-R5hznYL0bq4fooDgi--otnUnkC2u7pX8A3QJ-Lz-NdCnlDrOb7WM8H7zTbmuXxboeHisjdkmb_g1B5afcBT81Mi-IUQM1LLNV\
            CBoIZwpCCxd12lUSLHXE-KobSEHFPVaqXW49H7fV7khhVB0ULNzcYG6IMsJdap2DR1vp7Cl6aNYSff2DwMnm2SsDDQf3YeEKDIzg","userHandl\
            e":"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8"}}
            """)

    /// ES256 with a packed self-attestation; counters 1 and 4,294,967,295.
    static let attested = PasskeyVector(
        id: "88cb8a087b6e8cebfc9ae5602f5a2159a6bcf923e7f2c56809bcda6cad1727a7",
        publicKey: """
            a5010203262001215820126c3e9e4a58c96a68113143bab7b63b21634847df20826e3cd10d19f9dbed5c2258201b9179ff79b7e60f262960\
            f290a6a8c849835689157343d49499e899551e0f04
            """,
        registration: """
            {"type":"public-key","id":"iMuKCHtujOv8muVgL1ohWaa8-SPn8sVoCbzabK0XJ6c","rawId":"iMuKCHtujOv8muVgL1ohWaa8-SPn8sV\
            oCbzabK0XJ6c","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJ\
            Q1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4i\
            OmZhbHNlfQ","attestationObject":"o2NmbXRmcGFja2VkZ2F0dFN0bXSiY2FsZyZjc2lnWEYwRAIgO-jCT-swKvflHFKoi3zXKMTz8-k_alx\
            -j0mNuIXtkYgCICJvoRu-AoAExvtFmI10s-9tENlXGVAhygzXbagCEJFxaGF1dGhEYXRhWKQeevz3uf47BmToRD54rtRWtFBTB8ldfM3H8Xx-Gh3\
            AT0UAAAABAAECAwQFBgcICQoLDA0ODwAgiMuKCHtujOv8muVgL1ohWaa8-SPn8sVoCbzabK0XJ6elAQIDJiABIVggEmw-nkpYyWpoETFDure2OyF\
            jSEffIIJuPNENGfnb7VwiWCAbkXn_ebfmDyYpYPKQpqjISYNWiRVzQ9SUmeiZVR4PBA","transports":["internal","hybrid"]}}
            """,
        assertion: """
            {"type":"public-key","id":"iMuKCHtujOv8muVgL1ohWaa8-SPn8sVoCbzabK0XJ6c","rawId":"iMuKCHtujOv8muVgL1ohWaa8-SPn8sV\
            oCbzabK0XJ6c","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1Fv\
            TERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vY29uZmVyZW5jZS5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZh\
            bHNlfQ","authenticatorData":"Hnr897n-OwZk6EQ-eK7UVrRQUwfJXXzNx_F8fhodwE8F_____w","signature":"MEQCIB83u5HNmfR9U1\
            r3_skCTX-gmJBm-peC8XeQvTrnG9YAAiAc87-f_8n-XbttogUw9fA5_RLwplTr1tBQAsY2newfGw","userHandle":"QEFCQ0RFRkdISUpLTE1O\
            T1BRUlNUVVZXWFlaW1xdXl8"}}
            """)

    /// ES256 of soft-webauthn, which verifies nobody and leaves `crossOrigin` out.
    static let unverified = PasskeyVector(
        id: "e5dc69e30efed757a4aea9954a0a348f1dab449c79eb5a450c3254dfb3ddc234",
        publicKey: """
            a50102032620012158204110178c4d3c1c5660bd4a510444b1f493a38112f3bae1c4ec74592be0ccce42225820602db55e7b2fa7c3aaf6a2\
            f1600ec45a3ab16b066c3c08a12bb9a7a356f24910
            """,
        registration: """
            {"type":"public-key","id":"5dxp4w7-11ekrqmVSgo0jx2rRJx561pFDDJU37PdwjQ","rawId":"5dxp4w7-11ekrqmVSgo0jx2rRJx561p\
            FDDJU37PdwjQ","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmNyZWF0ZSIsICJjaGFsbGVuZ2UiOiAiQUFFQ0F3UUZC\
            Z2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9jb25mZXJlbmNlLmV4YW1wbGUifQ","attesta\
            tionObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikHnr897n-OwZk6EQ-eK7UVrRQUwfJXXzNx_F8fhodwE9BAAAAAAAAAAAAAAA\
            AAAAAAAAAAAAAIOXcaeMO_tdXpK6plUoKNI8dq0SceetaRQwyVN-z3cI0pQECAyYgASFYIEEQF4xNPBxWYL1KUQREsfSTo4ES87rhxOx0WSvgzM5\
            CIlggYC21Xnsvp8Oq9qLxYA7EWjqxawZsPAihK7mno1bySRA"}}
            """,
        assertion: """
            {"type":"public-key","id":"5dxp4w7-11ekrqmVSgo0jx2rRJx561pFDDJU37PdwjQ","rawId":"5dxp4w7-11ekrqmVSgo0jx2rRJx561p\
            FDDJU37PdwjQ","response":{"authenticatorData":"Hnr897n-OwZk6EQ-eK7UVrRQUwfJXXzNx_F8fhodwE8BAAAAAQ","clientDataJS\
            ON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEh\
            oOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9jb25mZXJlbmNlLmV4YW1wbGUifQ","signature":"MEUCIQCnb7A8CJf955DLs_2TzUu9uEpOrumJYc\
            gWshlHp-r1jQIgBFe26yRwf79QGM5TKWkQ4eg271ALMt0Yq6TPkUsatks","userHandle":"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1x\
            dXl8"}}
            """)
}
