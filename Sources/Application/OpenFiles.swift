// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// How many connections and files the process may hold open.
enum OpenFiles {
    /// Takes as many as the system allows: a process begins with 1,024 mostly, fewer than the readers of one hall.
    static func takeAll() {
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        // Where that is refused, what there is has to do.
        _ = setrlimit(kind, &limit)
    }

    #if os(Linux)
        private static var kind: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
    #else
        private static var kind: Int32 { RLIMIT_NOFILE }
    #endif
}
