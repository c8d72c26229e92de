// chapter03 / im2col-by-loops
// 採点: studykit run chapter03   ヒント: studykit hint im2col-by-loops
// 雛形: 8800389c83d3

import ConvNet

/// (C, H, W) の画像を (OH·OW, C·k·k) に並べます。
/// フィルタは k×k、パディングはありません。
func patches(of image: Tensor, kernel k: Int, stride s: Int) -> Tensor {
    let channels = image.shape[0]
    let (height, width) = (image.shape[1], image.shape[2])
    let oh = (height - k) / s + 1
    let ow = (width - k) / s + 1
    var columns = Tensor.zeros([oh * ow, channels * k * k])
    // ここに書いてください。
    // columns[行, 列] = image[c, y, x] のように読み書きできます。
    return columns
}
