// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestKit
import Testing

@testable import Application

@Suite struct `Files of the command line` {
    private let place: TestPlace
    private let path: String

    init() throws {
        place = try TestEngine.sqlite.place()
        path = try #require(place.folder).appending(path: "a.csv").path
    }

    @Test func `what was written is read`() throws {
        try Files.write([1, 2, 0, 255], to: path)
        #expect(try Files.read(path) == [1, 2, 0, 255])
    }

    @Test func `only its owner can read what was written`() throws {
        try Files.write([1], to: path)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a file that is there is never overwritten`() throws {
        try Files.write([1], to: path)
        #expect(throws: FileRefusal.writing(path, EEXIST)) { try Files.write([2], to: path) }
        #expect(try Files.read(path) == [1])
    }

    @Test func `a file that is not there, a folder and an endless file are refused`() throws {
        #expect(throws: FileRefusal.reading(path, ENOENT)) { try Files.read(path) }
        #expect(throws: FileRefusal.reading("/tmp", EISDIR)) { try Files.read("/tmp") }
        #expect(throws: FileRefusal.tooLarge("/dev/zero")) { try Files.read("/dev/zero") }
        #expect(throws: FileRefusal.writing("\(path)/b", ENOENT)) { try Files.write([1], to: "\(path)/b") }
    }

    @Test(arguments: [ENOENT, EACCES, EISDIR, EIO, ENOSPC, EEXIST])
    func `every refusal is a sentence with the name of the file`(code: Int32) {
        for refusal in [FileRefusal.reading("a.csv", code), .writing("a.csv", code)] {
            #expect(refusal.description.contains("a.csv"))
            #expect(refusal.description.hasSuffix("."))
        }
    }
}
