internal import CExpat

/// What can be in an XML document, in the order in which it stands there.
public enum XMLEvent: Equatable, Sendable {
    /// `<name …>`; attributes are not kept.
    case start(String)
    /// Characters between tags, all of them up to the next tag together.
    case text(String)
    /// `</name>`
    case end(String)
}

/// Why a document can't be read.
public struct XMLFault: Error, Equatable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The byte in the line, from 1.
    public let column: Int
    /// What expat says, or what was refused.
    public let message: String
}

/// Reads XML with expat, from memory, event by event.
///
/// Nothing outside of the document is ever read, and a document that declares entities is refused: they are what
/// makes a small file swell to gigabytes, and no data needs them.
public enum XMLReader {
    /// An event and its place.
    public struct PlacedEvent: Sendable {
        /// What.
        public let event: XMLEvent
        /// Its line, from 1.
        public let line: Int
        /// Its byte in the line, from 1.
        public let column: Int
    }

    /// The most that may be nested.
    public static let maximumDepth = 64

    /// All events of a document.
    ///
    /// - Throws: `XMLFault` if it is not well formed, declares entities or is nested more than 64 deep.
    public static func events(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFault) -> [PlacedEvent] {
        guard bytes.count < Int(Int32.max), let parser = XML_ParserCreate(nil) else {
            throw XMLFault(line: 1, column: 1, message: "out of memory")
        }
        defer { XML_ParserFree(parser) }
        let collector = Collector(parser)
        XML_SetUserData(parser, Unmanaged.passUnretained(collector).toOpaque())
        XML_SetElementHandler(
            parser,
            { user, name, _ in Collector.of(user)?.start(name) },
            { user, name in Collector.of(user)?.end(name) })
        XML_SetCharacterDataHandler(parser) { user, text, count in Collector.of(user)?.text(text, count) }
        XML_SetEntityDeclHandler(parser) { user, _, _, _, _, _, _, _, _ in
            Collector.of(user)?.refuse("entity declarations are not allowed")
        }
        let status = bytes.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32($0.count), 1) }
        return try withExtendedLifetime(collector) { () throws(XMLFault) in
            if let refused = collector.refused { throw refused }
            guard status == XML_STATUS_OK else {
                throw collector.fault(String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
            }
            return collector.events
        }
    }
}

/// Gathers what expat reports.
private final class Collector {
    private let parser: XML_Parser
    var events: [XMLReader.PlacedEvent] = []
    var refused: XMLFault?
    private var depth = 0
    private var characters: [UInt8] = []
    private var place = (line: 1, column: 1)

    init(_ parser: XML_Parser) { self.parser = parser }

    static func of(_ user: UnsafeMutableRawPointer?) -> Collector? {
        user.map { Unmanaged<Collector>.fromOpaque($0).takeUnretainedValue() }
    }

    func fault(_ message: String) -> XMLFault {
        let (line, column) = here
        return XMLFault(line: line, column: column, message: message)
    }

    func refuse(_ message: String) {
        if refused == nil { refused = fault(message) }
        XML_StopParser(parser, 0)
    }

    func start(_ name: UnsafePointer<CChar>?) {
        flush()
        depth += 1
        if depth > XMLReader.maximumDepth { return refuse("nested more than \(XMLReader.maximumDepth) deep") }
        if let name { add(.start(String(cString: name)), here) }
    }

    func end(_ name: UnsafePointer<CChar>?) {
        flush()
        depth -= 1
        if let name { add(.end(String(cString: name)), here) }
    }

    func text(_ text: UnsafePointer<CChar>?, _ count: Int32) {
        guard let text else { return }
        if characters.isEmpty { place = here }
        characters += UnsafeBufferPointer(start: text, count: Int(count)).lazy.map { UInt8(bitPattern: $0) }
    }

    private var here: (line: Int, column: Int) {
        (Int(XML_GetCurrentLineNumber(parser)), Int(XML_GetCurrentColumnNumber(parser)) + 1)
    }

    /// expat reports text in pieces.
    private func flush() {
        guard !characters.isEmpty else { return }
        add(.text(String(decoding: characters, as: UTF8.self)), place)
        characters.removeAll(keepingCapacity: true)
    }

    private func add(_ event: XMLEvent, _ place: (line: Int, column: Int)) {
        events.append(XMLReader.PlacedEvent(event: event, line: place.line, column: place.column))
    }
}
