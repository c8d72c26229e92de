/// The lines of a text file as words with their places, for formats of one record a line.
struct TextLines {
    /// A word and the byte at which it begins.
    struct Word {
        let text: Substring
        let offset: Int

        init(text: Substring, offset: Int) {
            self.text = text
            self.offset = offset
        }

        /// The finite number that is written here.
        func number(_ what: String) throws(Fault) -> Double {
            do throws(DataFileError.Problem) {
                return try decimalNumber(what, text)
            } catch {
                throw Fault(offset, error)
            }
        }

        /// The whole number that is written here.
        func integer(_ what: String) throws(Fault) -> Int {
            guard let value = Int(text) else { throw Fault(offset, .notANumber(what, String(text))) }
            return value
        }
    }

    /// Where the line begins, and its text without the line's end.
    struct Line {
        let offset: Int
        let text: Substring

        /// The words between spaces and tabs.
        var words: [Word] { fields { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.filter { !$0.text.isEmpty } }

        /// What stands between commas.
        var commaSeparated: [Word] { fields { $0 == UInt8(ascii: ",") } }

        private func fields(_ isSeparator: (UInt8) -> Bool) -> [Word] {
            let bytes = text.utf8
            var (fields, start, offset, startOffset) = ([Word](), bytes.startIndex, 0, 0)
            for index in bytes.indices {
                if isSeparator(bytes[index]) {
                    fields.append(Word(text: text[start..<index], offset: self.offset + startOffset))
                    start = bytes.index(after: index)
                    startOffset = offset + 1
                }
                offset += 1
            }
            fields.append(Word(text: text[start..<bytes.endIndex], offset: self.offset + startOffset))
            return fields
        }
    }

    /// Calls `body` for each line that is not blank.
    static func forEach(_ file: FileBytes, _ body: (Line) throws(Fault) -> Void) throws(Fault) {
        var start = file.start
        while start < file.count {
            var end = start
            while end < file.count, file.base[end] != UInt8(ascii: "\n") { end += 1 }
            var length = end - start
            if length > 0, file.base[end - 1] == UInt8(ascii: "\r") { length -= 1 }
            let text = String(decoding: UnsafeBufferPointer(start: file.base + start, count: length), as: UTF8.self)
            if !text.utf8.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
                try body(Line(offset: start, text: text[...]))
            }
            start = end + 1
        }
    }
}

/// The finite number that a text format writes as `text`: in decimals, as everybody's reader takes it.
func decimalNumber(_ what: String, _ text: Substring) throws(DataFileError.Problem) -> Double {
    guard let value = Double(text), !value.isNaN else { throw .notANumber(what, String(text)) }
    let isDecimal = text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isDecimal else { throw .notANumber(what, String(text)) }
    guard value.isFinite else { throw .numberTooLarge }
    return value
}

extension DataFileError.Problem {
    static func notANumber(_ what: String, _ text: String) -> Self {
        Self(
            "data-invalid", ja: "\(what) は数でなければなりませんが、\"\(text)\" です",
            en: "\(what) must be a number, but is \"\(text)\"")
    }
}
