import Chapters
import Foundation

/// The files that all pages share.
enum SiteAssets {
    /// What the program itself brings along.
    static var own: [(name: String, data: Data)] {
        [
            ("assets/style.css", Data(style.utf8)), ("assets/exam.css", Data(PackageResources.exam_css)),
            ("assets/lists.css", Data(PackageResources.lists_css)),
            ("assets/theme.js", Data(PackageResources.theme_js)),
            ("assets/site.js", Data(PackageResources.site_js)), ("assets/steps.js", Data(PackageResources.steps_js)),
            ("assets/answers.js", Data(PackageResources.answers_js)),
            ("assets/judge.js", Data(PackageResources.judge_js)), ("assets/home.js", Data(PackageResources.home_js)),
            ("assets/keys.js", Data(PackageResources.keys_js)),
            ("assets/marks.js", Data(PackageResources.marks_js)), ("assets/notes.js", Data(PackageResources.notes_js)),
            ("assets/study.js", Data(PackageResources.study_js)), ("assets/exam.js", Data(PackageResources.exam_js)),
            ("assets/exercises.js", Data(PackageResources.exercises_js)),
            ("assets/search.js", Data(PackageResources.search_js)),
            ("assets/icon.svg", Data(PackageResources.icon_svg)),
        ]
    }

    /// The style sheet of single pages, that of the site, and the dark values once more for the switch.
    static var style: String {
        let common = String(decoding: PackageResources.style_css, as: UTF8.self)
        let dark = common.firstRange(of: "/* dark: begin */").flatMap { begin in
            common.firstRange(of: "/* dark: end */").map { common[begin.upperBound..<$0.lowerBound] }
        }
        return switched(common) + String(decoding: PackageResources.site_css, as: UTF8.self)
            + "\n@media screen {\n  :root[data-theme=\"dark\"] {\n    color-scheme: dark;\(dark ?? "")}\n}\n"
    }

    /// A page that was switched to light stays light on a dark system.
    private static func switched(_ style: String) -> String {
        style.replacing(
            "(prefers-color-scheme: dark) {\n  :root {",
            with: "(prefers-color-scheme: dark) {\n  :root:not([data-theme=\"light\"]) {")
    }

    /// What every site has, made from the program and the libraries.
    static func make(_ assets: JavaScriptAssets) -> [(name: String, data: Data)] {
        var files = own.map { ($0.name, Minified.file($0.data, name: $0.name)) }
        for language in Language.allCases {
            files.append((LiveWords.name(language), Data(LiveWords.script(language).utf8)))
            files.append((ExamWords.name(language), Data(ExamWords.script(language).utf8)))
        }
        guard let sheet = FileManager.default.contents(atPath: assets.path(of: .katexStyle)) else { return files }
        files.append((MathStyle.fileName, Data(MathStyle.sheet(from: String(decoding: sheet, as: UTF8.self)).utf8)))
        let fonts = assets.path(of: .katexFonts)
        for font in ((try? FileManager.default.contentsOfDirectory(atPath: fonts)) ?? []).sorted()
        where font.hasPrefix("KaTeX_") && font.hasSuffix(".woff2") {
            guard let data = FileManager.default.contents(atPath: "\(fonts)/\(font)") else { continue }
            files.append(("assets/fonts/\(font)", data))
        }
        return files
    }

    /// Whether a file of a site is one of these: a chapter's pictures are a folder deeper, and never fonts.
    static func has(_ name: String) -> Bool {
        name.hasPrefix("assets/fonts/") || name.hasPrefix("assets/") && !name.dropFirst("assets/".count).contains("/")
    }
}
