// chapter09 / write-class-nms
// 採点: studykit run chapter09   ヒント: studykit hint write-class-nms
// 雛形: cf8781f5e273

import ConvNet

/// 2 つの箱の IoU。書き換える必要はありません。
func iou(_ a: [Double], _ b: [Double]) -> Double {
    let w = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    let h = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    let areaA = (a[2] - a[0]) * (a[3] - a[1])
    let areaB = (b[2] - b[0]) * (b[3] - b[1])
    return w * h / (areaA + areaB - w * h)
}

/// クラスごとの NMS。残った番号を、スコアの高い順に返します。
func classNMS(
    _ boxes: [[Double]], scores: [Double], classes: [Int],
    threshold t: Double
) -> [Int] {
    // ここに書いてください。
    return []
}
