// SPDX-License-Identifier: EUPL-1.2
import CZip

/// Files inside a zip archive that is in memory, by libzip. Used on one thread.
struct ZipArchive: ~Copyable {
    private let archive: OpaquePointer

    /// Opens what stands at `bytes`, which must stay in memory as long as the archive is used; nil when it is no zip archive.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var error = zip_error_t()
        guard let source = zip_source_buffer_create(bytes.baseAddress, zip_uint64_t(bytes.count), 0, &error) else { return nil }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            return nil
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    /// The bytes of a file; nil when it is not there, is damaged, or is larger than `most` bytes, whatever the archive says of it.
    func file(_ name: String, most: Int) -> [UInt8]? {
        guard let file = zip_fopen(archive, name, 0) else { return nil }
        defer { zip_fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = zip_fread(file, &part, zip_uint64_t(part.count))
            guard count >= 0, bytes.count + Int(count) <= most else { return nil }
            guard count > 0 else { return bytes }
            bytes += part[..<Int(count)]
        }
    }
}
