/// A chapter's text as lines, decoded from bytes that may be anything.
package struct SourceText: Sendable {
    /// Without line ends; CRLF and CR files give the same lines as LF files.
    package var lines: [String]

    /// Larger files are refused: no chapter is that long, and a mistake (a model, a video) often is.
    package static let maximumByteCount = 16 << 20

    package init(lines: [String]) {
        self.lines = lines
    }

    /// Decodes UTF-8, or says what is wrong with the bytes and where.
    package init(decoding bytes: [UInt8], path: String) throws(Diagnostic) {
        func failure(_ code: String, at offset: Int, _ message: LocalizedText, _ help: LocalizedText) -> Diagnostic {
            Diagnostic(
                .error, code: code, path: path, position: SourceText.position(of: offset, in: bytes), message: message,
                help: help)
        }

        guard bytes.count <= SourceText.maximumByteCount else {
            let megabytes = bytes.count >> 20
            throw failure(
                "file-too-large", at: 0,
                LocalizedText(
                    ja: "ファイルが大きすぎます（\(megabytes) MB、上限は \(SourceText.maximumByteCount >> 20) MB）",
                    en: "the file is too large (\(megabytes) MB; the limit is \(SourceText.maximumByteCount >> 20) MB)"),
                LocalizedText(ja: "章を分けてください。", en: "Split the chapter."))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw failure(
                "encoding-utf16", at: 0,
                LocalizedText(ja: "UTF-16 のファイルです", en: "the file is UTF-16"),
                LocalizedText(ja: "UTF-8 で保存し直してください。", en: "Save it as UTF-8."))
        }
        if let offset = bytes.withUnsafeBufferPointer({ $0.offset(of: 0, from: 0, to: $0.count) }) {
            throw failure(
                "binary-file", at: offset,
                LocalizedText(ja: "NUL バイトがあります。テキストではありません", en: "there is a NUL byte: this is not text"),
                LocalizedText(
                    ja: "Markdown の章ファイルを指定してください。", en: "Name a chapter, a Markdown file."))
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        do throws(UTF8.ValidationError) {
            lines = SourceText.split(try UTF8Span(validating: body.span))
        } catch {
            throw failure(
                "invalid-utf8", at: bytes.count - body.count + error.byteOffsets.lowerBound,
                LocalizedText(
                    ja: "UTF-8 として正しくないバイトがあります", en: "these bytes are not valid UTF-8"),
                LocalizedText(
                    ja: "元の文字コード（Shift_JIS、EUC-JP、Latin-1 など）から UTF-8 に変換してください。",
                    en: "Convert the file to UTF-8 from what it was saved in (Shift_JIS, EUC-JP, Latin-1 …)."))
        }
        if let damage = EncodingDamage.find(in: lines, bytes: body) {
            throw Diagnostic(
                .error, code: "damaged-encoding", path: path, position: damage.position, message: damage.message,
                help: damage.help)
        }
    }

    private static func split(_ text: UTF8Span) -> [String] {
        text.span.withUnsafeBufferPointer { bytes in
            var lines: [String] = []
            var start = 0
            while start < bytes.count {
                let newline = bytes.offset(of: UInt8(ascii: "\n"), from: start, to: bytes.count)
                let bound = newline ?? bytes.count
                let end = bytes.offset(of: UInt8(ascii: "\r"), from: start, to: bound) ?? bound
                // What stands between line ends in valid text is valid.
                let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
                lines.append(String(copying: UTF8Span(unchecked: line.span)))
                start = end + 1 == newline ? end + 2 : end + 1
            }
            return lines
        }
    }

    private static func position(of offset: Int, in bytes: [UInt8]) -> SourcePosition {
        var line = 1
        var lineStart = 0
        for index in 0..<min(offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        return SourcePosition(line: line, column: offset - lineStart + 1)
    }
}
