// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// Counts for `/metrics`, in the text format of Prometheus.
final class Metrics: Sendable {
    private struct Key: Hashable, Comparable {
        let route: String
        let status: Int
        static func < (a: Key, b: Key) -> Bool { (a.route, a.status) < (b.route, b.status) }
    }
    private struct Counts {
        var requests: [Key: Int] = [:]
        var seconds: Double = 0
        var answered = 0
        var buckets = [Int](repeating: 0, count: Metrics.limits.count)
    }

    private let counts = Mutex(Counts())
    private let readyAnswers = Atomic<Int>(0)
    private let faults = Atomic<Int>(0)
    private let started = Date.now
    /// Upper limits in seconds of the buckets of the histogram.
    private static let limits = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]

    func count(route: String, status: Int, took: Duration) {
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        counts.withLock { counts in
            counts.requests[Key(route: route, status: status), default: 0] += 1
            counts.seconds += seconds
            counts.answered += 1
            for (position, limit) in Self.limits.enumerated() where seconds <= limit { counts.buckets[position] += 1 }
        }
    }

    func countReady() { readyAnswers.add(1, ordering: .relaxed) }
    func countFault() { faults.add(1, ordering: .relaxed) }
    var readyCount: Int { readyAnswers.load(ordering: .relaxed) }

    func text(readyBytes: Int, readyPages: Int) -> String {
        let counts = counts.withLock { $0 }
        var lines = [
            "# HELP hemicycle_requests_total Requests answered, by route and status.", "# TYPE hemicycle_requests_total counter",
        ]
        for (key, number) in counts.requests.sorted(by: { $0.key < $1.key }) {
            lines.append("hemicycle_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(number)")
        }
        lines += [
            "# HELP hemicycle_request_seconds Time to answer what was not ready.", "# TYPE hemicycle_request_seconds histogram",
        ]
        for (limit, number) in zip(Self.limits, counts.buckets) {
            lines.append("hemicycle_request_seconds_bucket{le=\"\(limit)\"} \(number)")
        }
        lines += [
            "hemicycle_request_seconds_bucket{le=\"+Inf\"} \(counts.answered)", "hemicycle_request_seconds_sum \(counts.seconds)",
            "hemicycle_request_seconds_count \(counts.answered)",
        ]
        lines += Self.single("hemicycle_ready_answers_total", "Answers sent from ready pages.", "counter", Double(readyCount))
        lines += Self.single("hemicycle_ready_bytes", "Memory of ready pages.", "gauge", Double(readyBytes))
        lines += Self.single("hemicycle_ready_pages", "Ready pages.", "gauge", Double(readyPages))
        lines += Self.single(
            "hemicycle_faults_total", "Requests that failed by a fault.", "counter", Double(faults.load(ordering: .relaxed)))
        lines += Self.single("process_start_time_seconds", "Start, seconds since 1970.", "gauge", started.timeIntervalSince1970)
        if let resident = Self.residentBytes {
            lines += Self.single("process_resident_memory_bytes", "Memory in use.", "gauge", Double(resident))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func single(_ name: String, _ help: String, _ type: String, _ value: Double) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(type)", "\(name) \(value)"]
    }

    /// proc(5), statm: pages in memory are the second number.
    private static var residentBytes: Int? {
        guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return statm.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }
}

/// Whether this process can serve.
final class Life: Sendable {
    private let stopping = Atomic<Bool>(false)
    func stop() { stopping.store(true, ordering: .relaxed) }
    var isStopping: Bool { stopping.load(ordering: .relaxed) }
}
