import Foundation
import Testing

@Suite("Data beside a chapter")
struct DataFileTests {
    /// A float32 array of one axis, as numpy.save writes it.
    private func npy(_ values: [Float]) -> Data {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(values.count),), }"
        header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
        var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8))
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
        return data
    }

    private let chapter = """
        ```swift
        let x = try Tensor.loadNPY("data/x.npy")
        print(x.shape, x.values)
        ```

        ```output
        [2] [1.5, -2.0]
        ```

        ```swift
        try NamedArrays([("x", x * 2)]).save("/tmp/y.npz")
        print(try NamedArrays.load("/tmp/y.npz").tensor("x").values)
        ```

        ```output
        [3.0, -4.0]
        ```

        """

    @Test(
        "a cell loads it by a path from the chapter's folder, wherever the tool runs; changing it runs the cell again")
    func load() throws {
        try Tool.with { tool in
            try tool.write(chapter, to: "chapters/chapter01.md")
            try tool.write("", to: "chapters/data/other.txt")
            let file = URL(fileURLWithPath: "\(tool.folder)/chapters/data/x.npy")
            try npy([1.5, -2]).write(to: file)
            let first = try tool.run("run", "1")
            #expect(first.status == 0, "\(first.output) \(first.errors)")
            #expect(try tool.run("run", "1", "--format", "json").output.contains("\"cached\" : true"))
            try npy([1.5, 7]).write(to: file)
            let changed = try tool.run("run", "1", "--format", "json")
            #expect(changed.status == 1 && changed.output.contains("[1.5, 7.0]"))
        }
    }

    @Test("the same without bubblewrap")
    func unconfined() throws {
        try Tool.with { tool in
            var tool = tool
            tool.environment["STUDYKIT_SANDBOX"] = "none"
            try tool.write(chapter.replacing("/tmp/y.npz", with: "../y.npz"), to: "chapters/chapter01.md")
            try tool.write("", to: "chapters/data/other.txt")
            try npy([1.5, -2]).write(to: URL(fileURLWithPath: "\(tool.folder)/chapters/data/x.npy"))
            let result = try tool.run("run", "1")
            #expect(result.status == 0, "\(result.output) \(result.errors)")
        }
    }

    @Test("a missing, a damaged and an unwritable file are reported at the cell, with what to do")
    func failures() throws {
        try Tool.with { tool in
            for (code, message) in [
                ("_ = try Tensor.loadNPY(\"data/none.npy\")", "data/none.npy: can't be opened: No such file"),
                (
                    "_ = try Tensor.loadNPY(\"data/x.npy\")",
                    "data/x.npy: byte 128: the shape [1] of float32 needs 4 bytes"
                ),
                ("try Tensor([1]).saveNPY(\"data/y.npy\")", "A cell may write into /tmp only"),
            ] {
                try tool.write("```swift\nprint(1)\n\(code)\n```\n", to: "chapters/chapter01.md")
                try tool.write("", to: "chapters/data/other.txt")
                try npy([1]).dropLast().write(to: URL(fileURLWithPath: "\(tool.folder)/chapters/data/x.npy"))
                let result = try tool.run("run", "1")
                #expect(result.status == 1)
                #expect(
                    result.errors.contains("chapters/chapter01.md:") && result.errors.contains(message), "\(result)")
            }
            #expect(!FileManager.default.fileExists(atPath: "\(tool.folder)/chapters/data/y.npy"))
        }
    }
}
