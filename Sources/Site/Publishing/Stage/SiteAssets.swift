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

    /// Those of the old site, where they come from the same program and libraries.
    static func write(_ options: SitePublisher.Options, _ old: SiteManifest?, into stage: SiteStage) throws(Diagnostic)
    {
        guard let old, old.environment == options.environment else { return try make(options.assets, into: stage) }
        for name in old.files.keys where isShared(name) { try stage.keep(name) }
    }

    /// A chapter's pictures are a folder deeper, and never fonts.
    private static func isShared(_ name: String) -> Bool {
        name.hasPrefix("assets/fonts/") || name.hasPrefix("assets/") && !name.dropFirst("assets/".count).contains("/")
    }

    private static func make(_ assets: JavaScriptAssets, into stage: SiteStage) throws(Diagnostic) {
        for (name, data) in own { try stage.write(Minified.file(data, name: name), to: name) }
        for language in Language.allCases {
            try stage.write(LiveWords.script(language), to: LiveWords.name(language))
            try stage.write(ExamWords.script(language), to: ExamWords.name(language))
        }
        let style = assets.path(of: .katexStyle)
        guard let sheet = FileManager.default.contents(atPath: style) else { return }
        try stage.write(MathStyle.sheet(from: String(decoding: sheet, as: UTF8.self)), to: MathStyle.fileName)
        let fonts = assets.path(of: .katexFonts)
        for font in ((try? FileManager.default.contentsOfDirectory(atPath: fonts)) ?? []).sorted()
        where font.hasPrefix("KaTeX_") && font.hasSuffix(".woff2") {
            guard let data = FileManager.default.contents(atPath: "\(fonts)/\(font)") else { continue }
            try stage.write(data, to: "assets/fonts/\(font)")
        }
    }
}
