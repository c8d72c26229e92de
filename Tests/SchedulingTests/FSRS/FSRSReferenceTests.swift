import Foundation
import Testing

@testable import Scheduling

@Suite("FSRS against its reference")
struct FSRSReferenceTests {
    @Test("150 committed histories of py-fsrs, to 1e-6")
    func committedHistories() throws {
        let url = try #require(Bundle.module.url(forResource: "fsrs", withExtension: "json", subdirectory: "Golden"))
        let histories = try ReferenceHistory.read(Data(contentsOf: url))
        #expect(histories.count == 150)
        for (number, history) in histories.enumerated() {
            let difference = try #require(try history.largestDifference(), "history \(number): another phase or step")
            #expect(difference < 1e-6, "history \(number)")
        }
    }

    /// Where py-fsrs can be imported; `STUDYKIT_PYTHON` names an interpreter that has it.
    static let python: String? = {
        let candidate = ProcessInfo.processInfo.environment["STUDYKIT_PYTHON"] ?? "python3"
        return run([candidate, "-c", "import fsrs"]) == nil ? nil : candidate
    }()

    @Test(
        "10,000 fresh random histories, to 1e-6",
        .enabled(if: python != nil, "py-fsrs can't be imported (set STUDYKIT_PYTHON to a Python that has it)"))
    func freshHistories() throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Tools/golden/make_fsrs.py").standardized.path
        let seed = Int.random(in: 1...1_000_000)
        let python = try #require(Self.python)
        let histories = try ReferenceHistory.read(try #require(Self.run([python, script, "10000", "\(seed)"])))
        #expect(histories.count == 10_000)
        let wrong = try histories.filter { try $0.largestDifference().map { $0 >= 1e-6 } ?? true }
        #expect(wrong.isEmpty, "seed \(seed)")
    }

    /// What a program prints; nil when it can't be run or fails.
    private static func run(_ arguments: [String]) -> Data? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }
}
