// chapter06 / write-network-macs
// 採点: studykit run chapter06   ヒント: studykit hint write-network-macs
// 雛形: 238942f49ee9

import ConvNet

/// 高さと幅が side、チャネル数が channels の画像 1 枚を通すときの、MAC の合計です。
func totalMACs(
    side: Int, channels: Int,
    layers: [(kernel: Int, maps: Int, stride: Int, padding: Int)]
) -> Int {
    var (h, c) = (side, channels)
    var total = 0
    // ここに書いてください。
    return total
}
