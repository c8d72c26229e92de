// chapter13 / code-cyclic-shift
// 採点: studykit run chapter13   ヒント: studykit hint code-cyclic-shift
// 雛形: 00b19a223026

import ConvNet

/// (H, W) を、左上へ s だけ巡回シフトします。
func rolled(_ map: Tensor, by s: Int) -> Tensor {
    var result = Tensor.zeros(map.shape)
    // ここに書いてください。
    return result
}
