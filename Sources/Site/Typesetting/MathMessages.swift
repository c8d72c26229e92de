import Chapters

/// What KaTeX says about a formula, in the languages of the interface.
enum MathMessages {
    /// Messages that are not among the usual ones stay in KaTeX's English.
    static func localized(_ message: String) -> LocalizedText {
        LocalizedText(ja: japanese(message) ?? message, en: message)
    }

    private static func japanese(_ message: String) -> String? {
        if let match = message.wholeMatch(of: /Undefined control sequence: (.+)/) {
            return "知らない命令 \(match.1) があります"
        }
        if let match = message.wholeMatch(of: /Unexpected end of input in a macro argument, expected '(.+)'/) {
            return "引数の途中で式が終わっています（\(match.1) が必要です）"
        }
        if let match = message.wholeMatch(of: /Expected '(.+)', got '(.+)'/) {
            return match.2 == "EOF"
                ? "\(match.1) が必要な所で式が終わっています" : "\(match.1) が必要な所に \(match.2) があります"
        }
        if let match = message.wholeMatch(of: /Expected group after '(.+)'/) {
            return "\(match.1) の後に何もありません"
        }
        if let match = message.wholeMatch(of: /No such environment: (.+)/) {
            return "知らない環境 \(match.1) があります"
        }
        if let match = message.wholeMatch(of: /(.+) is not allowed/) {
            return "\(match.1) は使えません"
        }
        return switch message {
        case "Double superscript": "上付き文字（^）が二つ続いています"
        case "Double subscript": "下付き文字（_）が二つ続いています"
        case "Extra }": "} が余分です"
        case "Too many expansions: infinite loop or need to increase maxExpand setting": "命令の展開が終わりません"
        default: nil
        }
    }
}
