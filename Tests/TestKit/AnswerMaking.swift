// SPDX-License-Identifier: EUPL-1.2
import Server

extension Answer {
    /// For worlds of other suites.
    package init(_ response: Response, statements: Int) {
        self.init(
            status: response.status.code, headers: response.headers, bytes: response.body, statements: statements,
            stream: response.stream)
    }
}
