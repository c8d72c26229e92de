/// A cursor over JSON text (RFC 8259) for readers that know what they are looking for.
///
/// It builds no tree: a reader asks for the keys of an object one by one, takes the values that it wants and skips
/// the others, so a file is looked at once and costs no more memory than what is kept of it. Everything is checked
/// on the way, skipped values too; a `Fault` has the byte at which the text stops being what it should be.
///
/// The text must be UTF-8 and followed by zero bytes, as `FileBytes` has it.
struct JSONScanner {
    /// How deeply values may be nested.
    static let maximumDepth = 512

    let base: UnsafePointer<UInt8>
    let end: Int
    /// The next byte to look at.
    var place: Int

    init(_ file: FileBytes) {
        base = file.base
        end = file.count
        place = file.start
    }

    /// The first byte of the next token; 0 at the end.
    mutating func peek() -> UInt8 {
        while true {
            let byte = base[place]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            place += 1
        }
    }

    /// Takes one punctuation mark.
    mutating func expect(_ mark: Unicode.Scalar, _ what: StaticString) throws(Fault) {
        guard peek() == UInt8(ascii: mark) else { throw unexpected("'\(mark)' (\(what))") }
        place += 1
    }

    // MARK: Objects and arrays

    /// A key: where its text begins, behind the quotation mark, and how long it is.
    struct Key {
        let start: Int
        let count: Int
        let hasEscapes: Bool
    }

    /// Begins an object.
    mutating func beginObject(_ what: StaticString) throws(Fault) {
        guard peek() == UInt8(ascii: "{") else { throw wrongType(what, "オブジェクト", "an object") }
        place += 1
    }

    /// The next key of the object that was begun, its colon taken; nil at the object's end.
    mutating func nextKey(_ isFirst: inout Bool) throws(Fault) -> Key? {
        var byte = peek()
        if byte == UInt8(ascii: "}") {
            place += 1
            return nil
        }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw unexpected("',' or '}'") }
            place += 1
            byte = peek()
        }
        isFirst = false
        guard byte == UInt8(ascii: "\"") else { throw unexpected("a key in quotation marks") }
        let start = place + 1
        let hasEscapes = try skipString()
        let key = Key(start: start, count: place - 1 - start, hasEscapes: hasEscapes)
        guard peek() == UInt8(ascii: ":") else { throw unexpected("':'") }
        place += 1
        return key
    }

    /// Whether a key has this name.
    func matches(_ key: Key, _ name: StaticString) -> Bool {
        if key.hasEscapes { return String(decoding: decode(key.start), as: UTF8.self) == "\(name)" }
        guard key.count == name.utf8CodeUnitCount else { return false }
        let (text, wanted) = (base + key.start, name.utf8Start)
        for index in 0..<key.count where text[index] != wanted[index] { return false }
        return true
    }

    /// Begins an array.
    mutating func beginArray(_ what: StaticString) throws(Fault) {
        guard peek() == UInt8(ascii: "[") else { throw wrongType(what, "配列", "an array") }
        place += 1
    }

    /// Whether the array that was begun has another element; its end is taken if not.
    mutating func nextElement(_ isFirst: inout Bool) throws(Fault) -> Bool {
        let byte = peek()
        if byte == UInt8(ascii: "]") {
            place += 1
            return false
        }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw unexpected("',' or ']'") }
            place += 1
            // A comma before the bracket is no element.
            guard peek() != UInt8(ascii: "]") else { throw unexpected("a value") }
        }
        isFirst = false
        return true
    }

    /// Nothing may follow the document.
    mutating func finish() throws(Fault) {
        _ = peek()
        guard place >= end else { throw unexpected("the end of the file") }
    }

    // MARK: Skipping

    /// Steps over one value of any kind, checking it.
    mutating func skipValue(depth: Int = 0) throws(Fault) {
        guard depth < JSONScanner.maximumDepth else { throw Fault(place, .nestedTooDeep) }
        var isFirst = true
        switch peek() {
        case UInt8(ascii: "{"):
            place += 1
            while try nextKey(&isFirst) != nil { try skipValue(depth: depth + 1) }
        case UInt8(ascii: "["):
            place += 1
            while try nextElement(&isFirst) { try skipValue(depth: depth + 1) }
        case UInt8(ascii: "\""): _ = try skipString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
        case UInt8(ascii: "t") where take("true"): break
        case UInt8(ascii: "f") where take("false"): break
        case UInt8(ascii: "n") where take("null"): break
        default: throw notANumber() ?? unexpected("a value")
        }
    }

    /// Takes a word such as `true`, if it stands here.
    mutating func take(_ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount where base[place + index] != word.utf8Start[index] { return false }
        place += word.utf8CodeUnitCount
        return true
    }

    // MARK: Errors

    /// An error about what stands here; at the end, that the file is cut off.
    func unexpected(_ expected: String) -> Fault {
        place >= end ? Fault(end, .truncated) : Fault(place, .unexpected(found: found(), expected: expected))
    }

    /// An error about a value of another kind than it must be.
    func wrongType(_ what: StaticString, _ ja: String, _ en: String) -> Fault {
        if place >= end { return Fault(end, .truncated) }
        return notANumber() ?? Fault(place, .wrongType("\(what)", mustBe: .init(ja: ja, en: en), kind))
    }

    /// Python writes these; JSON has no such numbers, and they have no place in data either.
    func notANumber() -> Fault? {
        for word: StaticString in ["NaN", "Infinity", "-Infinity", "nan", "inf", "-inf"] {
            var copy = self
            if copy.take(word) { return Fault(place, .notFinite("\(word)")) }
        }
        return nil
    }

    /// The kind of the value that stands here.
    private var kind: DataFileError.Text {
        switch base[place] {
        case UInt8(ascii: "\""): .init(ja: "文字列", en: "a string")
        case UInt8(ascii: "{"): .init(ja: "オブジェクト", en: "an object")
        case UInt8(ascii: "["): .init(ja: "配列", en: "an array")
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .init(ja: "真偽値", en: "true or false")
        case UInt8(ascii: "n"): .init(ja: "null", en: "null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .init(ja: "数", en: "a number")
        default: .init(ja: found(), en: found())
        }
    }

    /// The character that stands here, for a message.
    private func found() -> String {
        let byte = base[place]
        if byte < 0x20 || byte == 0x7F { return "byte \(byte)" }
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let text = UnsafeBufferPointer(start: base + place, count: min(length, end - place))
        return "'\(String(decoding: text, as: UTF8.self))'"
    }
}
