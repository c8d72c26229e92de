import ConvNet
import Display
import Vision

extension [Figure.Step] {
    /// Non-maximum suppression over an image: all boxes, then for each that is kept those that it suppresses, then what is left.
    ///
    /// - Parameters:
    ///   - trace: What `nmsTrace` gave.
    ///   - detections: Those that the trace is of, in the same order.
    ///   - image: As for `Panel.image`.
    /// - Returns: A step more at each end than detections are kept.
    public static func suppression(
        _ trace: NMSTrace, of detections: [Detection], over image: Tensor
    ) -> [Figure.Step] {
        let turns = trace.kept.enumerated().map { turn, index in
            Figure.Step(
                caption: "\(turn + 1) 手目：\(trace.text(of: index, detections))を残す。\(trace.losses(to: index))",
                panels: [trace.panel(turn: turn, over: image, detections)])
        }
        let all = trace.outlines(detections, for: Set(detections.indices), group: 0)
        let left = trace.outlines(detections, for: Set(trace.kept), group: 0)
        return [
            Figure.Step(caption: "検出は \(detections.count) 個。数は番号とスコア", panels: [.image(image, outlines: all)])
        ] + turns + [
            Figure.Step(caption: "残った検出は \(trace.kept.count) 個", panels: [.image(image, outlines: left)])
        ]
    }
}

extension NMSTrace {
    fileprivate func text(of index: Int, _ detections: [Detection]) -> String {
        guard detections.indices.contains(index) else { return "\(index) 番" }
        return "\(index) 番（\(StepParts.text(detections[index].score, decimals: 2))）"
    }

    /// Which detections this one suppresses, and by how much they overlap.
    fileprivate func losses(to index: Int) -> String {
        let losses = steps.compactMap { step -> String? in
            guard case .dropped(index, let iou) = step.fate else { return nil }
            return "\(step.index) 番（IoU \(StepParts.text(iou, decimals: 2))）"
        }
        return losses.isEmpty ? "消える箱はない" : losses.joined(separator: "、") + "を消す"
    }
}
