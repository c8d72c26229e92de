// chapter03 / col2im-by-loops
// 採点: studykit run chapter03   ヒント: studykit hint col2im-by-loops
// 雛形: c247def7ade8

import ConvNet

/// (OH·OW, C·k·k) の行列を (C, H, W) に足し戻します。重なりは合計します。
func addBack(
    _ columns: Tensor, channels: Int, height: Int, width: Int,
    kernel k: Int, stride s: Int
) -> Tensor {
    let oh = (height - k) / s + 1
    let ow = (width - k) / s + 1
    var image = Tensor.zeros([channels, height, width])
    // ここに書いてください。
    return image
}
