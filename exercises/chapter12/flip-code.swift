// chapter12 / flip-code
// 採点: studykit run chapter12   ヒント: studykit hint flip-code
// 雛形: 000d91dedfdb

import ConvNet

/// (C, H, W) の画像の左右反転。
func flippedHorizontally(_ image: Tensor) -> Tensor {
    // ここを書き換えてください。
    return image
}
