// swift-tools-version: 6.2
import PackageDescription

// The rooms follow the pipeline: Chapters parses, Runner executes, Grading grades, Terminal and Site render.
// ARCHITECTURE.md says what each room does and why each dependency is here.

// Tests of the tool's own rooms reach into them. Saying so here, and not by SwiftPM's switch for a whole test build, keeps
// `swift build` and `swift test` (with --disable-testable-imports) on the same flags, so that nothing is compiled twice.
// Not for ConvNet, Vision, Formats, Display and Notebook: cells get those without the cost, and their tests use what is public.
let testable: [SwiftSetting] = [.unsafeFlags(["-enable-testing"])]

let package = Package(
    name: "studykit",
    products: [
        .executable(name: "studykit", targets: ["studykit"]),
        .library(name: "ConvNet", targets: ["ConvNet"]),
        .library(name: "Vision", targets: ["Vision"]),
        .library(name: "Formats", targets: ["Formats"]),
        // What a chapter's cells link against: one dynamic library, so that linking a cell program stays cheap.
        .library(
            name: "StudykitCells", type: .dynamic, targets: ["ConvNet", "Vision", "Formats", "Display", "Notebook"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // C libraries from Debian; system-packages.txt names the packages.
        .systemLibrary(name: "CcmarkGFM", pkgConfig: "libcmark-gfm"),
        .systemLibrary(name: "CDuktape", pkgConfig: "duktape"),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CExpat", pkgConfig: "expat"),

        // What a cell may import. Deflate and XMLEvents are compiled for evolution because only then does a module that uses them, and
        // with it a cell, not need zlib's and expat's headers.
        .target(name: "ConvNet"),
        .target(
            name: "XMLEvents", dependencies: ["CExpat"], swiftSettings: [.unsafeFlags(["-enable-library-evolution"])]),
        .target(name: "Vision", dependencies: ["ConvNet", "XMLEvents"]),
        .target(name: "Deflate", dependencies: ["CZlib"], swiftSettings: [.unsafeFlags(["-enable-library-evolution"])]),
        .target(name: "Formats", dependencies: ["ConvNet", "Deflate"]),
        .target(name: "Display"),
        .target(name: "Notebook", dependencies: ["ConvNet", "Vision", "Display"]),

        // The pipeline, and chance that is the same everywhere.
        .target(name: "Chance", swiftSettings: testable),
        .target(
            name: "Chapters", dependencies: ["CcmarkGFM", .product(name: "Yams", package: "Yams")],
            swiftSettings: testable),
        .target(
            name: "Curriculum", dependencies: ["Chapters", .product(name: "Yams", package: "Yams")],
            swiftSettings: testable),
        .target(
            name: "Runner",
            dependencies: [
                "Chapters", "Display", "CNettle", .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: testable),
        .target(
            name: "Grading",
            dependencies: [
                "Chance", "Chapters", "Curriculum", "Display", "Runner", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: testable),
        .target(
            name: "Terminal", dependencies: ["Chapters", "Display", "Grading", "Progress", "Quiz", "Scheduling"],
            swiftSettings: testable),
        .target(
            name: "Site",
            dependencies: [
                "Chapters", "Curriculum", "Display", "Grading", "Runner", "Deflate", "CDuktape",
            ],
            resources: [
                .embedInCode("Assets/style.css"), .embedInCode("Assets/site.css"), .embedInCode("Assets/exam.css"),
                .embedInCode("Assets/lists.css"),
                .embedInCode("Assets/theme.js"),
                .embedInCode("Assets/site.js"), .embedInCode("Assets/steps.js"), .embedInCode("Assets/answers.js"),
                .embedInCode("Assets/exercises.js"),
                .embedInCode("Assets/judge.js"), .embedInCode("Assets/home.js"), .embedInCode("Assets/keys.js"),
                .embedInCode("Assets/notes.js"), .embedInCode("Assets/marks.js"), .embedInCode("Assets/study.js"),
                .embedInCode("Assets/exam.js"),
                .embedInCode("Assets/search.js"), .embedInCode("Assets/compact-math.js"),
                .embedInCode("Assets/icon.svg"),
            ], swiftSettings: testable),
        // What is remembered between runs: the schedule, and the plan towards the exam.
        .target(name: "Scheduling", dependencies: ["Chance"], swiftSettings: testable),
        .target(
            name: "Progress",
            dependencies: ["Chance", "Chapters", "Scheduling", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: testable),
        .target(
            name: "Quiz", dependencies: ["Chance", "Chapters", "Grading", "Runner", "Progress", "Scheduling"],
            swiftSettings: testable),
        .target(
            name: "StudykitCLI",
            dependencies: [
                "Chapters", "Curriculum", "Runner", "Grading", "Scheduling", "Progress", "Quiz", "Terminal", "Site",
                "Vision",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: testable),
        .executableTarget(name: "studykit", dependencies: ["StudykitCLI"]),
        // Measures reading and rendering against cmark-gfm's own, in one process: Tools/benchmark-markdown.sh.
        .executableTarget(
            name: "markdown-benchmark", dependencies: ["Chapters", "Grading", "Site", "CcmarkGFM"],
            path: "Tools/markdown-benchmark"),

        .testTarget(name: "ConvNetTests", dependencies: ["ConvNet"], resources: [.copy("Golden")]),
        .testTarget(name: "VisionTests", dependencies: ["Vision", "ConvNet"], resources: [.copy("Golden")]),
        .testTarget(name: "FormatsTests", dependencies: ["Formats", "ConvNet"], resources: [.copy("Golden")]),
        .testTarget(name: "DisplayTests", dependencies: ["Display"]),
        .testTarget(name: "NotebookTests", dependencies: ["Notebook", "ConvNet", "Vision", "Display"]),
        .testTarget(name: "ChaptersTests", dependencies: ["Chapters"]),
        .testTarget(name: "CurriculumTests", dependencies: ["Curriculum", "Chapters"]),
        // Every module that a test imports, so that a change in any of them compiles the test anew.
        .testTarget(name: "RunnerTests", dependencies: ["Runner", "Chapters", "Display"]),
        .testTarget(name: "GradingTests", dependencies: ["Grading", "Chapters", "Curriculum", "Runner"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Chapters", "Display", "Grading"]),
        .testTarget(
            name: "SiteTests", dependencies: ["Site", "Chapters", "Curriculum", "Display", "Grading", "Deflate"],
            exclude: ["Zenn/Golden"]),
        .testTarget(name: "SchedulingTests", dependencies: ["Chance", "Scheduling"], resources: [.copy("Golden")]),
        .testTarget(name: "ProgressTests", dependencies: ["Progress", "Scheduling"]),
        .testTarget(name: "QuizTests", dependencies: ["Chapters", "Progress", "Quiz"]),
        .testTarget(
            name: "StudykitCLITests",
            dependencies: [
                "StudykitCLI", "Chapters", "Curriculum", "Display", "Runner", "Grading", "Progress", "Site",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
