import CDuktape

/// A Duktape heap that runs trusted scripts on untrusted strings.
///
/// Duktape's pointers stay in this file.
///
/// Not thread-safe; its owner confines it (see `Typesetter`).
final class JavaScriptEngine {
    struct Failure: Error {
        /// What the script threw.
        var message: String
        /// The script used up its memory or its work; the engine can't be used any more.
        var isExhausted: Bool
    }

    /// Enough for KaTeX and highlight.js together (about 10 MB), and for any sane formula on top.
    private static let byteLimit = 64 << 20
    /// A large formula takes about 200 thousand allocations, loading highlight.js about a million.
    private static let loadingFuel: UInt64 = 20_000_000
    private static let callFuel: UInt64 = 5_000_000

    private let budget: UnsafeMutablePointer<studykit_js_budget>
    private let context: OpaquePointer

    init() throws(Failure) {
        let budget = UnsafeMutablePointer<studykit_js_budget>.allocate(capacity: 1)
        budget.initialize(
            to: studykit_js_budget(bytes: 0, byte_limit: Self.byteLimit, fuel: Self.loadingFuel, exhausted: 0))
        guard let context = studykit_js_create(budget) else {
            budget.deallocate()
            throw Failure(message: "no memory for a JavaScript heap", isExhausted: true)
        }
        self.budget = budget
        self.context = context
    }

    deinit {
        studykit_js_destroy(context)
        budget.deallocate()
    }

    /// The version and the build of this Duktape: bytecode is for no other.
    func identity() throws(Failure) -> String { try run(STUDYKIT_JS_IDENTITY, [], [], Self.text) }

    /// Compiles a script, to be run in any engine of the same Duktape (see `identity`).
    func compile(_ script: String, name: String) throws(Failure) -> [UInt8] {
        budget.pointee.fuel = Self.loadingFuel
        return try run(STUDYKIT_JS_COMPILE, CESU8.encode(script), Array(name.utf8)) { context in
            var length = 0
            let bytes = studykit_js_bytecode(context, &length)
            return [UInt8](UnsafeRawBufferPointer(start: bytes, count: length))
        }
    }

    /// Runs what `compile` has given; what it defines stays.
    ///
    /// Duktape trusts it: nothing else may be given.
    func load(_ compiled: [UInt8]) throws(Failure) {
        budget.pointee.fuel = Self.loadingFuel
        try run(STUDYKIT_JS_LOAD, compiled, []) { _ in }
    }

    /// Calls the global function `name` with two strings.
    func call(_ name: String, _ first: String, _ second: String) throws(Failure) -> String {
        budget.pointee.fuel = Self.callFuel
        return try run(STUDYKIT_JS_CALL, function: name, CESU8.encode(first), CESU8.encode(second), Self.text)
    }

    private func run<Value>(
        _ action: studykit_js_action, function: String = "", _ first: [UInt8], _ second: [UInt8],
        _ value: (OpaquePointer) -> Value
    ) throws(Failure) -> Value {
        let status = function.withCString { function in
            first.withUnsafeBytes { first in
                second.withUnsafeBytes { second in
                    var request = studykit_js_request(
                        action: action, function: function,
                        first: first.assumingMemoryBound(to: CChar.self).baseAddress, first_length: first.count,
                        second: second.assumingMemoryBound(to: CChar.self).baseAddress, second_length: second.count)
                    return studykit_js_run(context, &request)
                }
            }
        }
        defer { studykit_js_clear(context) }
        guard status == 0 else {
            throw Failure(message: Self.text(context), isExhausted: budget.pointee.exhausted != 0)
        }
        return value(context)
    }

    private static func text(_ context: OpaquePointer) -> String {
        var length = 0
        guard let text = studykit_js_text(context, &length) else { return "" }
        return CESU8.decode(UnsafeRawBufferPointer(start: text, count: length))
    }
}

/// How Duktape keeps strings: UTF-8, but with a surrogate pair as two three-byte sequences, so that positions and
/// regular expressions count UTF-16 units as JavaScript does.
enum CESU8 {
    static func encode(_ text: String) -> [UInt8] {
        let plain = Array(text.utf8)
        // Only what is beyond the basic plane takes four bytes in UTF-8.
        guard plain.contains(where: { $0 >= 0xF0 }) else { return plain }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(plain.count + plain.count / 2)
        for scalar in text.unicodeScalars {
            if scalar.value > 0xFFFF {
                for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
                    bytes += [0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F)]
                }
            } else {
                bytes += UTF8.encode(scalar).map(Array.init) ?? []
            }
        }
        return bytes
    }

    static func decode(_ bytes: UnsafeRawBufferPointer) -> String {
        guard bytes.contains(0xED) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let scalar = pair(in: bytes, at: index) {
                result += UTF8.encode(scalar).map(Array.init) ?? []
                index += 6
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func pair(in bytes: UnsafeRawBufferPointer, at index: Int) -> Unicode.Scalar? {
        guard index + 5 < bytes.count, bytes[index] == 0xED, bytes[index + 1] & 0xF0 == 0xA0,
            bytes[index + 3] == 0xED, bytes[index + 4] & 0xF0 == 0xB0
        else { return nil }
        func low10(_ start: Int) -> UInt32 {
            UInt32(bytes[start] & 0x0F) << 6 | UInt32(bytes[start + 1] & 0x3F)
        }
        return Unicode.Scalar(0x10000 + low10(index + 1) << 10 + low10(index + 4))
    }
}
