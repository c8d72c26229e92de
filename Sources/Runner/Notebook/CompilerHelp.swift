import Chapters

/// What to do about the compiler's messages that notebooks provoke most.
enum CompilerHelp {
    static func help(for message: String) -> LocalizedText? {
        if message.hasPrefix("invalid redeclaration of") {
            return LocalizedText(
                ja: "章のセルは 1 つのプログラムです。別の名前にするか、var にして代入してください。",
                en: "All cells are one program. Use another name, or make it a var and assign to it.")
        }
        if message.hasPrefix("cannot find") {
            return LocalizedText(
                ja: "上のセルで宣言されているか、つづりが正しいかを確かめてください（下のセルの名前は使えません）。",
                en: "Check the spelling, and that a cell above declares it (cells below are not visible).")
        }
        return nil
    }
}
