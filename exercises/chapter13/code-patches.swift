// chapter13 / code-patches
// 採点: studykit run chapter13   ヒント: studykit hint code-patches
// 雛形: 942a1c367586

import ConvNet

/// (C, H, W) を、1 行が 1 パッチの行列 (Np, C·p·p) にします。
func patchMatrix(_ image: Tensor, size p: Int) -> Tensor {
    let (c, h, w) = (image.shape[0], image.shape[1], image.shape[2])
    var result = Tensor.zeros([(h / p) * (w / p), c * p * p])
    // ここに書いてください。
    return result
}
