// chapter09 / write-mask-iou
// 採点: studykit run chapter09   ヒント: studykit hint write-mask-iou
// 雛形: c7e5c7841343

import ConvNet

/// 同じ形の 0 と 1 のマスクの IoU。和集合が空なら 0。
func maskIoU(_ prediction: Tensor, _ truth: Tensor) -> Double {
    // ここを書き換えてください。
    return -1
}
