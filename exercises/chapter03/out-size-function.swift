// chapter03 / out-size-function
// 採点: studykit run chapter03   ヒント: studykit hint out-size-function
// 雛形: b8c87d36963b

import ConvNet

/// 入力の大きさ input に対する、畳み込みの出力の大きさ。
/// フィルタが収まらなければ 0。
func outputSize(
    _ input: Int, kernel: Int, stride: Int, padding: Int
) -> Int {
    // ここを書き換えてください。
    return input
}
