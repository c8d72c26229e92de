import ArgumentParser
import Chapters
import Vision

/// `studykit evaluate coco`: the twelve numbers of COCO for boxes or masks.
struct EvaluateCOCOCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coco", abstract: "COCO's twelve numbers, for boxes or masks.",
        discussion: """
            Reads COCO's JSON: the ground truth (images, annotations, categories) and an array of detections. \
            The numbers are those of pycocotools.
            """)

    @Option(help: ArgumentHelp("The ground truth.", valueName: "file"), completion: .file(extensions: ["json"]))
    var truth: String

    @Option(help: ArgumentHelp("The detections.", valueName: "file"), completion: .file(extensions: ["json"]))
    var results: String

    @Option(help: "bbox (boxes) or segm (masks).")
    var type: COCORegion = .boxes

    @Option(help: "The recalls of the curve: reference (as pycocotools writes them) or fractions (exact).")
    var grid: GridChoice = .reference

    @Flag(help: "Say on standard error how long each stage took.")
    var timings = false

    @OptionGroup var output: EvaluationOutput

    @OptionGroup var globals: GlobalOptions

    mutating func run() throws {
        globals.apply()
        let clock = ContinuousClock()
        try output.report { progress throws(DataFileError) in
            let start = clock.now
            let truth = try COCODataset(contentsOf: truth, region: type) { progress.update(Stage.truth, $0) }
            let results = try COCOResults(contentsOf: results, for: truth) { progress.update(Stage.results, $0) }
            let loaded = clock.now
            let evaluation = COCOEvaluation(results, grid: grid == .reference ? .multiples : .fractions) {
                progress.update(Stage.evaluation, $0)
            }
            if timings {
                progress.finish()
                let (load, evaluate) = (loaded - start, clock.now - loaded)
                Console.write(
                    "load \(load / .milliseconds(1)) ms, evaluate \(evaluate / .milliseconds(1)) ms\n",
                    to: .standardError)
            }
            return EvaluationReport(evaluation, results, truthPath: self.truth, withCurves: output.curves)
        }
    }
}

/// What an evaluation is doing.
enum Stage {
    static let truth = LocalizedText(ja: "正解データを読んでいます", en: "Reading the ground truth")
    static let results = LocalizedText(ja: "検出結果を読んでいます", en: "Reading the results")
    static let evaluation = LocalizedText(ja: "評価しています", en: "Evaluating")
}

/// How the recalls at which precision is sampled are written as numbers.
enum GridChoice: String, ExpressibleByArgument, CaseIterable {
    case reference, fractions
}

extension COCORegion: ExpressibleByArgument {}
