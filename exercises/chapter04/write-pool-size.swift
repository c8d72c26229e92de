// chapter04 / write-pool-size
// 採点: studykit run chapter04   ヒント: studykit hint write-pool-size
// 雛形: 4dc6ff17b8b4

import ConvNet

func pooledSize(
    _ h: Int, kernel k: Int, stride s: Int, padding p: Int, ceilMode: Bool
) -> Int {
    // ここを書き換えてください。
    return h / s
}
