import Chapters

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where Debian puts the JavaScript libraries, and what to install when one is not there.
package struct JavaScriptAssets: Sendable {
    /// A file of a library.
    package enum File: String, CaseIterable, Sendable {
        case katex = "katex/katex.min.js"
        case katexStyle = "katex/katex.min.css"
        case katexFonts = "katex/fonts"
        case highlighter = "highlight.js/highlight.min.js"

        var package: String {
            switch self {
            case .katex, .katexStyle: "libjs-katex"
            case .katexFonts: "fonts-katex"
            case .highlighter: "libjs-highlight.js"
            }
        }
    }

    package struct Missing: Error {
        package var file: File
        package var path: String

        package var message: LocalizedText {
            LocalizedText(ja: "\(path) がありません", en: "\(path) is missing")
        }
        package var help: LocalizedText {
            LocalizedText(
                ja: "Debian のパッケージ \(file.package) を入れてください: apt-get install \(file.package)",
                en: "Install the Debian package \(file.package): apt-get install \(file.package)")
        }
    }

    package static let debian = JavaScriptAssets(root: "/usr/share/javascript")

    package var root: String

    package init(root: String) {
        self.root = root
    }

    package func path(of file: File) -> String { root + "/" + file.rawValue }

    /// The text of a script.
    func text(of file: File) throws(Missing) -> String {
        guard let data = FileManager.default.contents(atPath: path(of: file)), !data.isEmpty else {
            throw Missing(file: file, path: path(of: file))
        }
        return String(decoding: data, as: UTF8.self)
    }
}
