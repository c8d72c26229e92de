// chapter10 / write-eleven-points
// 採点: studykit run chapter10   ヒント: studykit hint write-eleven-points
// 雛形: df1737c5e662

import ConvNet

/// VOC 2007 の 11 点の AP。
func elevenPointAP(recall: [Double], precision: [Double]) -> Double {
    // ここを書き換えてください。
    return -1
}
