// chapter05 / code-parameters
// 採点: studykit run chapter05   ヒント: studykit hint code-parameters
// 雛形: 64664f51fc20

import ConvNet

/// 1 層のヘッドのパラメータ数。shape は [N, C, H, W]。
func headParameters(_ shape: [Int], classes: Int, usesGAP: Bool) -> Int {
    // ここを書き換えてください。
    return 0
}
