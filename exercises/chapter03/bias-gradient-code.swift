// chapter03 / bias-gradient-code
// 採点: studykit run chapter03   ヒント: studykit hint bias-gradient-code
// 雛形: 0127d35be9d9

import ConvNet

/// (N, FN, OH, OW) の勾配から、(FN,) のバイアスの勾配を求めます。
func biasGradient(_ gradient: Tensor) -> Tensor {
    var db = Tensor.zeros([gradient.shape[1]])
    // ここに書いてください。
    return db
}
