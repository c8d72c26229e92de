import Testing

@testable import Chapters
@testable import Terminal

@Suite struct TableTests {
    private func table(_ header: [String], _ rows: [[String]], _ alignments: [Table.Alignment], width: Int) -> [String]
    {
        let cells: ([String]) -> [[Inline]] = { $0.map { [.text($0)] } }
        let table = Table(alignments: alignments, header: cells(header), rows: rows.map(cells))
        return Fixture.lines([Fixture.block(.table(table))], width: width)
    }

    @Test func columnsAlignByDisplayWidth() {
        #expect(
            table(
                ["名称", "n", "値"], [["VOC12", "20", "1.5"], ["畳み込み", "5", "12"]], [.left, .center, .right], width: 40)
                == [
                    "名称     │ n  │  値",
                    "─────────┼────┼────",
                    "VOC12    │ 20 │ 1.5",
                    "畳み込み │ 5  │  12",
                ])
    }

    @Test func wideTablesWrapInsideTheirColumns() {
        #expect(
            table(["演算", "説明"], [["畳み込み", "カーネルを滑らせて積和を取る"], ["最大", "値"]], [], width: 23)
                == [
                    "演算     │ 説明",
                    "─────────┼─────────────",
                    "畳み込み │ カーネルを滑",
                    "         │ らせて積和を",
                    "         │ 取る",
                    "┄┄┄┄┄┄┄┄┄┼┄┄┄┄┄┄┄┄┄┄┄┄┄",
                    "最大     │ 値",
                ].map { $0 })
    }

    @Test func tooManyColumnsBecomeRecords() {
        let header = (1...8).map { "列\($0)" }
        #expect(table(header, [(1...8).map(String.init)], [], width: 20).prefix(2) == ["列1: 1", "列2: 2"])
    }

    @Test func columnsTooNarrowToReadBecomeRecords() {
        let rows = [["1", "im2col_textbook", "出力の点の数だけ行を積む"]]
        #expect(table(["段", "計算", "形"], rows, [], width: 22).prefix(2) == ["段: 1", "計算: im2col_textbook"])
    }

    @Test func raggedRowsAndEmptyTables() {
        #expect(table(["a", "b"], [["1"], ["1", "2", "3"]], [], width: 40).count == 4)
        #expect(table([], [], [], width: 40) == [])
    }

    private func widths(_ rows: [[String]], into total: Int) -> [Int] {
        let cells = rows.map { $0.map { StyledText($0) } }
        let natural = (cells.first ?? []).indices.map { column in cells.map { $0[column].width }.max() ?? 1 }
        return ColumnWidths(rows: cells, natural: natural).fitted(into: total)
    }

    @Test func narrowColumnsKeepTheirWidth() {
        let text = String(repeating: "あ", count: 25)
        #expect(widths([["記号", text, text]], into: 44) == [4, 20, 20])
        #expect(widths([["記号", text]], into: 20) == [4, 16])
        #expect(widths([["記号", "意味"]], into: 44) == [4, 4])
        #expect(widths([[text, text]], into: 2) == [1, 1])
    }

    @Test func oneLongColumnTakesAllTheWrapping() {
        // Half for each would wrap both.
        let rows = [["フィルタ（カーネル、kernel）の高さと幅", "filter height, filter width"]]
        #expect(widths(rows, into: 48) == [21, 27])
    }

    @Test func noWordIsCutThatFits() {
        let rows = [[String(repeating: "あ", count: 30), "torch.nn.functional.unfold x"]]
        #expect(widths(rows, into: 40)[1] >= 26)
    }

    @Test func sharesAddUp() {
        #expect(ColumnWidths.shared([10, 30], weights: [10, 30], into: 20) == [5, 15])
        #expect(ColumnWidths.shared([4, 50, 30], weights: [1, 1, 1], into: 44) == [4, 20, 20])
        #expect(ColumnWidths.shared([0, 9], weights: [0, 9], into: 5, least: 0) == [0, 5])
        for total in 12...40 {
            let widths = widths([["ILSVRC17", "クラス", "とても長い説明がここに入りますので折り返されます"]], into: total)
            #expect(widths.reduce(0, +) <= total && widths.allSatisfy { $0 > 0 })
        }
    }
}
