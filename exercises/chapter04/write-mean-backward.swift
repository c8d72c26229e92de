// chapter04 / write-mean-backward
// 採点: studykit run chapter04   ヒント: studykit hint write-mean-backward
// 雛形: fd667d2ed45b

import ConvNet

func meanBackward(
    _ gradient: Tensor, height: Int, width: Int, kernel k: Int, stride s: Int
) -> Tensor {
    var dx = Tensor.zeros([height, width])
    // ここに書いてください。
    return dx
}
