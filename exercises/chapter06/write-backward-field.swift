// chapter06 / write-backward-field
// 採点: studykit run chapter06   ヒント: studykit hint write-backward-field
// 雛形: df2c368f3702

import ConvNet

/// layers は入力に近い順です。
func fieldFromOutput(
    _ layers: [(kernel: Int, stride: Int, dilation: Int)]
) -> Int {
    // ここを書き換えてください。
    return layers.count
}
