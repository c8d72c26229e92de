// chapter02 / write-sampling
// 採点: studykit run chapter02   ヒント: studykit hint write-sampling
// 雛形: b1ba11a9e008

import ConvNet

/// 行と列の番号が s の倍数の要素を取り出します。
func sample(_ dense: Tensor, every s: Int) -> Tensor {
    // ここを書き換えてください。
    return dense
}
