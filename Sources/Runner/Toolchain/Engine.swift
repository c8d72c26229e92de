import Foundation

/// The prebuilt engine that cells import and link: modules and one dynamic library.
package struct Engine: Sendable {
    /// Holds `ConvNet.swiftmodule` and the other modules that cells import.
    package var modules: String
    /// Holds `libStudykitCells.so`.
    package var libraries: String
    /// Changes whenever the engine is built anew.
    package var fingerprint: String

    package static let libraryName = "libStudykitCells.so"

    /// Where the engine is looked for, in order, from the program's own place: a build folder, then an installation.
    package static func candidates(executable: String) -> [(modules: String, libraries: String)] {
        let folder = (executable as NSString).deletingLastPathComponent
        let prefix = (folder as NSString).deletingLastPathComponent
        return [
            ("\(folder)/Modules", folder), ("\(prefix)/lib/studykit/modules", "\(prefix)/lib/studykit"),
        ]
    }

    package static func find(executable: String = Engine.executablePath()) -> Engine? {
        for (modules, libraries) in candidates(executable: executable) {
            let library = "\(libraries)/\(libraryName)"
            guard let stamp = FileStamp.of(library), FileStamp.of("\(modules)/Notebook.swiftmodule") != nil else {
                continue
            }
            return Engine(modules: modules, libraries: libraries, fingerprint: stamp)
        }
        return nil
    }

    /// The running program, links resolved.
    package static func executablePath() -> String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
