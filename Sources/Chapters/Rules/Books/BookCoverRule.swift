/// A book's cover: `cover.png` or `cover.jpg` beside its `config.yaml`, of 1 MB at most, 1 wide to 1.4 high.
enum BookCoverRule {
    static let maximumByteCount = 1 << 20

    static func check(_ context: inout RuleContext, folder: String) {
        let top = SourcePosition(line: 1)
        let prefix = folder.isEmpty ? "" : folder + "/"
        let read = context.read
        let names = ["cover.png", "cover.jpg", "cover.jpeg"]
        let found = names.lazy.compactMap { name in read(prefix + name).map { (name, $0) } }.first
        guard let (name, bytes) = found else {
            context.warning(
                code: "book-cover-missing", at: top,
                LocalizedText(ja: "カバー画像がありません", en: "the book has no cover"),
                why: LocalizedText(ja: "本の一覧に表紙が出ません。", en: "Lists of books show none."),
                help: LocalizedText(
                    ja: "\(BookRules.fileName) の隣に cover.png か cover.jpg を置いてください。",
                    en: "Put a cover.png or cover.jpg beside \(BookRules.fileName)."))
            return
        }
        if bytes.count > maximumByteCount {
            context.error(
                code: "book-cover-size", at: top,
                LocalizedText(
                    ja: "\(name) が \(bytes.count >> 10) KB あります", en: "\(name) has \(bytes.count >> 10) KB"),
                why: LocalizedText(ja: "Zenn のカバー画像は 1 MB までです。", en: "A cover on Zenn has 1 MB at most."),
                help: LocalizedText(ja: "幅 500、高さ 700 に縮小してください。", en: "Scale it down to 500 by 700."))
        }
        // To one decimal, as Zenn compares it.
        guard let (width, height) = ImageSize.read(bytes), width > 0,
            (Double(height) / Double(width) * 10).rounded() != 14
        else { return }
        context.warning(
            code: "book-cover-ratio", at: top,
            LocalizedText(
                ja: "\(name) は幅 \(width)、高さ \(height) です", en: "\(name) is \(width) by \(height)"),
            why: LocalizedText(ja: "Zenn は 500 × 700 に変形します。", en: "Zenn makes it 500 by 700."),
            help: LocalizedText(ja: "幅と高さを 1 : 1.4 にしてください。", en: "Make it 1 wide to 1.4 high."))
    }
}

/// The size of a picture, as the head of its file says.
enum ImageSize {
    static func read(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
            ? png(bytes) : bytes.starts(with: [0xFF, 0xD8]) ? jpeg(bytes) : nil
    }

    private static func png(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    /// Goes from segment to segment to the one that begins the frame.
    private static func jpeg(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        var index = 2
        while index + 9 <= bytes.count, bytes[index] == 0xFF {
            let marker = bytes[index + 1]
            if marker == 0xFF {
                index += 1
                continue
            }
            // C4, C8 and CC are tables and extensions among the frames' markers.
            if 0xC0...0xCF ~= marker, ![0xC4, 0xC8, 0xCC].contains(marker) {
                func number(_ start: Int) -> Int { Int(bytes[start]) << 8 | Int(bytes[start + 1]) }
                return (number(index + 7), number(index + 5))
            }
            index += 2 + (Int(bytes[index + 2]) << 8 | Int(bytes[index + 3]))
        }
        return nil
    }
}
