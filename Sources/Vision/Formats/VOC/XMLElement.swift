internal import XMLEvents

/// An element with its text and children: annotations are small, a tree of one is no burden.
struct XMLElement {
    /// A value that is not what it must be.
    struct Misfit: Error {
        let line: Int
        let column: Int
        let problem: DataFileError.Problem
    }

    let name: String
    let line: Int
    let column: Int
    var text = ""
    var children: [XMLElement] = []

    /// The root element, with all that is in it.
    static func tree(of events: [XMLReader.PlacedEvent]) -> XMLElement? {
        var open: [XMLElement] = []
        for placed in events {
            switch placed.event {
            case .start(let name): open.append(XMLElement(name: name, line: placed.line, column: placed.column))
            case .text(let text): if !open.isEmpty { open[open.count - 1].text += text }
            case .end:
                guard let closed = open.popLast() else { return nil }
                if open.isEmpty { return closed }
                open[open.count - 1].children.append(closed)
            }
        }
        return nil
    }

    func misfit(_ problem: DataFileError.Problem) -> Misfit { Misfit(line: line, column: column, problem: problem) }

    /// The first child of a name.
    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    func required(_ name: String) throws(Misfit) -> XMLElement {
        guard let child = child(name) else {
            throw misfit(.missingKey("<\(name)>", in: .init(ja: "<\(self.name)>", en: "<\(self.name)>")))
        }
        return child
    }

    /// The text without the white space around it.
    var trimmed: String {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    func number() throws(Misfit) -> Double {
        do throws(DataFileError.Problem) {
            return try decimalNumber("<\(name)>", trimmed[...])
        } catch {
            throw misfit(error)
        }
    }

    func whole() throws(Misfit) -> Int {
        let value = try number()
        guard let whole = Int(exactly: value), whole >= 0 else { throw misfit(.notWhole("<\(name)>", value)) }
        return whole
    }

    /// 0 or 1; 2011's files also write nothing.
    func flag() throws(Misfit) -> Bool {
        if trimmed.isEmpty { return false }
        let value = try number()
        guard value == 0 || value == 1 else { throw misfit(.outOfRange("<\(name)>", trimmed, mustBe: "0…1")) }
        return value == 1
    }
}
