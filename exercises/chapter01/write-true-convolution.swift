// chapter01 / write-true-convolution
// 採点: studykit run chapter01   ヒント: studykit hint write-true-convolution
// 雛形: 218bbfbea300

import ConvNet

/// 数学の畳み込み（カーネルを 180° 回して重ねる）。
func mathConvolution(_ x: Tensor, _ k: Tensor) -> Tensor {
    let (kh, kw) = (k.shape[0], k.shape[1])
    let oh = x.shape[0] - kh + 1
    let ow = x.shape[1] - kw + 1
    var y = Tensor.zeros([oh, ow])
    // ここに書いてください。
    return y
}
