import Display
import Testing

@Suite("What counts as standard output")
struct CellOutputTests {
    @Test("text and tables do, figures do not")
    func standardOutput() {
        let table = NumberTable(title: "T", shape: [1], planes: [.init(index: [], rows: [["1"]])], text: "T [1]\n1\n")
        let outputs: [CellOutput] = [
            .text("a\n"), .figure(Figure(caption: "c", alt: "a", panels: [])), .table(table),
        ]
        #expect(outputs.map(\.standardOutput).joined() == "a\nT [1]\n1\n")
    }
}
