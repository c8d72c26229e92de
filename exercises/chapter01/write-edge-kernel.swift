// chapter01 / write-edge-kernel
// 採点: studykit run chapter01   ヒント: studykit hint write-edge-kernel
// 雛形: 853debc11c23

import ConvNet

/// 横のエッジに反応する 3×3 のカーネル。
func horizontalEdgeKernel() -> Tensor {
    // ここを書き換えてください。
    return Tensor.zeros([3, 3])
}
