// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Database
import Foundation

/// Where the database is.
struct DatabaseOption: ParsableArguments {
    @Option(name: .customLong("database"), help: ArgumentHelp("sqlite:PATH or postgres://USER@HOST/NAME", valueName: "URL"))
    var address: String?

    func url() throws -> DatabaseURL { try configuration().database }

    func configuration(listen: String? = nil) throws -> Configuration {
        try Configuration(.init(database: address, listen: listen), environment: ProcessInfo.processInfo.environment)
    }
}

/// Where the server listens.
struct ListenOption: ParsableArguments {
    @Option(name: .customLong("listen"), help: ArgumentHelp("address and port, such as 127.0.0.1:8080", valueName: "HOST:PORT"))
    var address: String?
}
