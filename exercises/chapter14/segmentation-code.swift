// chapter14 / segmentation-code
// 採点: studykit run chapter14   ヒント: studykit hint segmentation-code
// 雛形: 098dbe10cc25

import ConvNet

/// クラスごとの IoU。
func classIoUs(_ confusion: [[Int]]) -> [Double] {
    var ious = Array(repeating: 0.0, count: confusion.count)
    // ここに書いてください。
    return ious
}
