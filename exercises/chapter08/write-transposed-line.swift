// chapter08 / write-transposed-line
// 採点: studykit run chapter08   ヒント: studykit hint write-transposed-line
// 雛形: 1f2f3ca6b685

import ConvNet

func transposedLine(
    _ x: Tensor, _ w: Tensor, stride s: Int, padding p: Int,
    outputPadding op: Int
) -> Tensor {
    let (h, k) = (x.shape[0], w.shape[0])
    var y = Tensor.zeros([(h - 1) * s - 2 * p + k + op])
    // ここに書いてください。
    return y
}
