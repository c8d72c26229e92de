// chapter07 / write-costs
// 採点: studykit run chapter07   ヒント: studykit hint write-costs
// 雛形: ce304f009893

import ConvNet

func standardCost(_ c: Int, _ n: Int, kernel k: Int) -> Int {
    // ここを書き換えてください。
    return 0
}

func groupedCost(_ c: Int, _ n: Int, kernel k: Int, groups g: Int) -> Int {
    // ここを書き換えてください。
    return 0
}

func separableCost(_ c: Int, _ n: Int, kernel k: Int) -> Int {
    // ここを書き換えてください。
    return 0
}
