import Chapters
import Display
import Runner
import Testing

@Suite("Training in cells")
struct TrainingCellTests {
    @Test("a network is trained on threads, its curves are a figure, and a forked cell computes as before")
    func training() async throws {
        let result = try await execute(
            """
            ```swift
            Parallelism.threadCount = 4
            let shapes = ShapeImages(count: 32, seed: 1)
            let data = TrainingData(inputs: shapes.images, targets: ClassTargets(labels: shapes.classes))
            let model = Sequential(
                Conv2d(inChannels: 1, outChannels: 16, kernel: 5, padding: 2), ReLU(), AdaptiveAvgPool2d(outputSize: 4),
                Flatten(), Linear(inFeatures: 256, outFeatures: 4))
            let bar = ProgressBar()
            let history = train(
                model, on: data, validation: data, optimizer: Adam(), options: TrainingOptions(epochs: 2),
                progress: bar.show)
            figure(history, caption: "学習曲線", alt: "折れ線")
            print(history.epochs.count)
            ```

            ```swift should-fail
            print(model.forward(shapes.images) == model.forward(shapes.images))
            _ = model.forward(.ones([1, 2, 32, 32]))
            ```

            ```swift
            print(model.forward(shapes.images).shape)
            ```
            """)
        #expect(result.cells.map(\.status) == [.passed, .passed, .passed])
        #expect(result.cells[0].standardOutput == "2\n")
        #expect(result.cells[1].standardOutput.hasPrefix("true\nFatal error: "))
        #expect(result.cells[2].standardOutput == "[32, 4]\n")
        let figures = result.cells[0].outputs.compactMap { output -> Figure? in
            if case .figure(let figure) = output { figure } else { nil }
        }
        let charts = figures.flatMap(\.panels).compactMap { panel -> Chart? in
            if case .chart(let chart) = panel { chart } else { nil }
        }
        #expect(charts.map(\.yLabel) == ["loss", "accuracy"])
        #expect(charts.allSatisfy { $0.series.map(\.name) == ["training", "validation"] })
        #expect(charts.allSatisfy { $0.series.allSatisfy { $0.x == [1, 2] } })
    }

    @Test("curves without accuracy or validation leave them out")
    func regression() async throws {
        let result = try await execute(
            """
            ```swift
            let values = Tensor([[1], [2], [3]])
            let history = train(
                Linear(inFeatures: 1, outFeatures: 1), on: TrainingData(inputs: values, targets: ValueTargets(values * 2)),
                optimizer: SGD(learningRate: 0.05), options: TrainingOptions(epochs: 3))
            figure(history, caption: "損失", alt: "折れ線")
            ```
            """)
        guard case .figure(let figure) = result.cells[0].outputs.first, case .chart(let chart) = figure.panels.first
        else {
            Issue.record("\(result)")
            return
        }
        #expect(figure.panels.count == 1)
        #expect(chart.series.map(\.name) == ["training"])
        #expect(chart.series[0].x == [1, 2, 3])
    }
}
