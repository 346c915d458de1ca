// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2
import PackageDescription

// A target may depend only on targets above it: the order below is the map of Documentation/Architecture.md.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func feature(_ name: String, _ uses: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: strict)
}

func tests(_ name: String, _ uses: [Target.Dependency], beside files: [String] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: uses + [.byName(name: name)], exclude: files, swiftSettings: strict)
}

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let http1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")

let package = Package(
    name: "hemicycle",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "hemicycle", targets: ["hemicycle"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        // C libraries of the system, and the files embedded in the program.
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
        .systemLibrary(
            name: "CXLSX", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
        .systemLibrary(name: "CQR", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
        .target(name: "CAssets"),

        // Pure.
        feature("Vocabulary", ["CAssets"]),
        feature("Access", ["Vocabulary"]),
        feature("Timetable", []),
        feature("Draw", [crypto]),

        // Machinery that knows no feature.
        feature(
            "Database",
            [
                "Vocabulary", "Access", "CPQ", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"), crypto,
            ]),
        feature("HTML", ["Vocabulary"]),
        feature("Formats", ["Vocabulary", "CXLSX", "CZip", "CExpat", "CTurboJPEG", "CPNG", "CWebP"]),
        feature(
            "Server",
            [
                "Vocabulary", "Access", "Database", "HTML", "Formats", "CAssets", "CZlib", "CBrotli", logging, crypto,
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                http1,
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // Features.
        feature(
            "Outbox", ["Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "CCurl", logging, crypto, cryptoExtras]),
        feature("People", ["Vocabulary", "Access", "Database", "HTML", "Formats", "Server"]),
        feature(
            "Accounts",
            [
                "Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "Outbox", "People", "CQR", logging, crypto,
                cryptoExtras, .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        feature("Privacy", ["Vocabulary", "Access", "Database", "HTML", "Server", "People"]),
        feature("Network", ["Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "People"]),
        feature("Editions", ["Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "People", "Network"]),
        feature(
            "Programme",
            [
                "Vocabulary", "Access", "Timetable", "Database", "HTML", "Formats", "Server", "Outbox", "People", "Accounts",
                "Network",
                "Editions", crypto,
            ]),
        feature(
            "Registration",
            [
                "Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "Outbox", "People", "Accounts", "Network",
                "Editions", "Programme",
            ]),
        feature(
            "FieldVisits",
            [
                "Vocabulary", "Access", "Draw", "Database", "HTML", "Formats", "Server", "Outbox", "People", "Accounts",
                "Network", "Editions", "Programme", "Registration",
            ]),
        feature(
            "Overview",
            [
                "Vocabulary", "Access", "Database", "HTML", "Server", "Outbox", "People", "Privacy", "Accounts", "Network",
                "Editions", "Programme", "Registration", "FieldVisits",
            ]),
        feature(
            "Demo",
            [
                "Vocabulary", "Access", "Database", "CAssets", "Formats", "People", "Accounts", "Network", "Editions",
                "Programme", "Registration", "FieldVisits", crypto,
            ]),

        // Everything put together.
        feature(
            "Application",
            [
                "Vocabulary", "Access", "Database", "HTML", "Server", "Outbox", "People", "Accounts", "Network", "Editions",
                "Programme", "Registration", "FieldVisits", "Privacy", "Overview", "Demo", logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "hemicycle",
            dependencies: [
                "Vocabulary", "Access", "Timetable", "Draw", "Database", "Server", "Outbox", "People", "Accounts", "Network",
                "Editions",
                "Programme", "Registration", "FieldVisits", "Demo", "Application", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),

        // Tests.
        .target(
            name: "TestKit",
            dependencies: [
                "Vocabulary", "Access", "Database", "HTML", "Server", "People", "Accounts", "Network", "Editions", "Application",
                "CPQ", logging,
            ],
            path: "Tests/TestKit",
            swiftSettings: strict),
        tests("Vocabulary", []),
        tests("Access", []),
        tests("Timetable", []),
        tests("Draw", [crypto], beside: ["Fixtures"]),
        tests("Database", ["TestKit", "Vocabulary", "Access"]),
        tests("HTML", ["Vocabulary"]),
        tests("Formats", ["TestKit", "Vocabulary", "CTurboJPEG", "CPNG", "CWebP"]),
        tests("Server", ["TestKit", "Vocabulary", "Access", "Database", logging, http1]),
        tests(
            "People", ["TestKit", "Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "Application"],
            beside: ["Stored"]),
        tests(
            "Outbox",
            [
                "TestKit", "Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "Application", logging, crypto,
                cryptoExtras,
            ]),
        tests("Network", ["TestKit", "Vocabulary", "Access", "Database", "Formats", "Server"], beside: ["Stored"]),
        tests(
            "Programme",
            [
                "TestKit", "Vocabulary", "Access", "Timetable", "Database", "HTML", "Formats", "Server", "Outbox", "People",
                "Accounts",
                "Network", "Editions", "Application",
            ],
            beside: ["Stored"]),
        tests(
            "Registration",
            [
                "TestKit", "Vocabulary", "Access", "Database", "HTML", "Formats", "Server", "Outbox", "People", "Accounts",
                "Network", "Editions", "Programme", "Application",
            ]),
        tests(
            "FieldVisits",
            [
                "TestKit", "Vocabulary", "Access", "Draw", "Database", "HTML", "Formats", "Server", "Outbox", "People",
                "Accounts",
                "Network", "Editions", "Programme", "Registration", "Application",
            ]),
        tests(
            "Privacy",
            [
                "TestKit", "Vocabulary", "Access", "Database", "HTML", "Server", "Outbox", "People", "Accounts", "Network",
                "Editions", "Programme", "Registration", "Application",
            ]),
        tests("Demo", ["Registration", "Vocabulary"]),
        tests(
            "Accounts",
            ["TestKit", "Vocabulary", "Access", "Database", "HTML", "Server", "Outbox", "People", "Network", "Editions", crypto]),
        tests("Editions", ["TestKit", "Vocabulary", "Access", "Database", "HTML", "Formats", "Network"]),
        tests(
            "Application",
            [
                "TestKit", "Vocabulary", "Access", "Database", "Server", "Outbox", "People", "Network", "Editions", "Overview",
                "Demo",
                logging,
            ]),
    ]
)
