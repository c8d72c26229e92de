// chapter14 / trace-code
// 採点: studykit run chapter14   ヒント: studykit hint trace-code
// 雛形: 9f986bc2a52e

import ConvNet

/// 層を順に通したあとの高さ。
func finalHeight(_ height: Int, layers: [(k: Int, s: Int, p: Int)]) -> Int {
    var h = height
    // ここに書いてください。
    return h
}
