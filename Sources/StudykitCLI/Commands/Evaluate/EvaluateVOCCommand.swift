import ArgumentParser
import Chapters
import Vision

/// `studykit evaluate voc`: average precisions by the rules of Pascal VOC.
struct EvaluateVOCCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voc", abstract: "Pascal VOC's average precisions.",
        discussion: """
            Reads VOC's XML annotations and the devkit's result files: comp4_det_test_CLASS.txt with lines \
            "image score x1 y1 x2 y2".
            """)

    /// The rules by the years in which they held.
    enum Year: String, ExpressibleByArgument, CaseIterable {
        case voc2007 = "2007"
        case voc2010 = "2010"
    }

    @Option(
        help: ArgumentHelp("The folder of XML annotations, or one file.", valueName: "folder"), completion: .directory)
    var truth: String

    @Option(help: ArgumentHelp("The folder of result files, or one file.", valueName: "folder"), completion: .directory)
    var results: String

    @Option(help: ArgumentHelp("Only the images named in this file, a name a line.", valueName: "file"))
    var imageSet: String?

    @Option(help: "2007 (eleven points) or 2010 (the whole area, also 2012's rule).")
    var year: Year = .voc2010

    @Option(
        help: "2007's recalls: reference (as the NumPy scripts write them), matlab (the devkit) or fractions (exact).")
    var grid: VOCGridChoice = .reference

    @Option(help: "The least IoU that finds an object.")
    var iou = 0.5

    @OptionGroup var output: EvaluationOutput

    @OptionGroup var globals: GlobalOptions

    mutating func validate() throws {
        guard iou > 0, iou <= 1 else { throw ValidationError("--iou takes a number above 0, at most 1.") }
    }

    mutating func run() throws {
        globals.apply()
        let protocolByYear: DetectionProtocol = year == .voc2007 ? .voc2007.grid(grid.grid) : .voc2010
        let rules = protocolByYear.threshold(iou)
        try output.report(showsClasses: true) { progress throws(DataFileError) in
            let truth = try VOCDataset(contentsOf: truth, imageSet: imageSet) { progress.update(Stage.truth, $0) }
            let results = try VOCResults(contentsOf: results, for: truth) { progress.update(Stage.results, $0) }
            progress.update(Stage.evaluation, 0)
            return EvaluationReport(results.evaluation(by: rules), results, withCurves: output.curves)
        }
    }
}

/// How the eleven recalls of 2007 are written as numbers.
enum VOCGridChoice: String, ExpressibleByArgument, CaseIterable {
    case reference, matlab, fractions

    var grid: RecallGrid {
        switch self {
        case .reference: .multiples
        case .matlab: .bothEnds
        case .fractions: .fractions
        }
    }
}
