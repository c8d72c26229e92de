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

    @Test func raggedRowsAndEmptyTables() {
        #expect(table(["a", "b"], [["1"], ["1", "2", "3"]], [], width: 40).count == 4)
        #expect(table([], [], [], width: 40) == [])
    }

    @Test func narrowColumnsKeepTheirWidth() {
        #expect(BlockRenderer.fitted([4, 50, 30], into: 44) == [4, 20, 20])
        #expect(BlockRenderer.fitted([4, 5], into: 44) == [4, 5])
        #expect(BlockRenderer.fitted([50, 50], into: 2) == [1, 1])
    }
}
