/// The services of `@[service](argument)`, and what each takes as its argument.
enum EmbedService: String, CaseIterable {
    case card, tweet, youtube, gist, github, codepen, slideshare, speakerdeck, docswell, jsfiddle,
        codesandbox
    case stackblitz, figma, blueprintue

    func accepts(_ argument: String) -> Bool {
        if Self.isKey(argument) {
            return [.youtube, .slideshare].contains(self) || self == .speakerdeck
        }
        if self == .speakerdeck { return Self.isKeyOfSlide(argument) }
        guard let address = Address(argument),
            address.isSecure || [.card, .youtube, .jsfiddle].contains(self)
        else {
            return false
        }
        let path = address.path
        return switch (self, address.host) {
        case (.card, _): true
        case (.tweet, "twitter.com"), (.tweet, "x.com"): path.count == 3 && path[1] == "status"
        case (.youtube, "youtu.be"): path.count == 1
        case (.youtube, "youtube.com"), (.youtube, "www.youtube.com"):
            path == ["watch"] && "&\(address.query)".contains("&v=")
        case (.gist, "gist.github.com"): (2...3).contains(path.count)
        case (.github, "github.com"): path.count >= 5 && path[2] == "blob"
        case (.codepen, "codepen.io"): path.dropLast().dropFirst().contains("pen")
        case (.docswell, "www.docswell.com"):
            (path.first == "s" && (3...4).contains(path.count))
                || (path.first == "slide" && path.count == 3 && path[2] == "embed")
        case (.jsfiddle, "jsfiddle.net"), (.stackblitz, "stackblitz.com"): !path.isEmpty
        case (.codesandbox, "codesandbox.io"): path.first == "embed" && path.count > 1
        case (.figma, "figma.com"), (.figma, "www.figma.com"), (.figma, "embed.figma.com"):
            path.count > 1 && ["file", "proto", "design", "board", "slides", "deck"].contains(path[0])
                && path[1].count >= 22 && Self.isKey(String(path[1]))
        case (.blueprintue, "blueprintue.com"): path.first == "render" && path.count == 2
        default: false
        }
    }

    /// An argument as it should be, to show.
    var example: String {
        switch self {
        case .card: "https://example.com/"
        case .tweet: "https://twitter.com/name/status/1"
        case .youtube: "https://www.youtube.com/watch?v=…"
        case .gist: "https://gist.github.com/name/id"
        case .github: "https://github.com/name/repo/blob/main/file.swift#L1-L3"
        case .codepen: "https://codepen.io/name/pen/id"
        case .slideshare, .speakerdeck: "a1b2c3d4"
        case .docswell: "https://www.docswell.com/s/name/id"
        case .jsfiddle: "https://jsfiddle.net/id"
        case .codesandbox: "https://codesandbox.io/embed/id"
        case .stackblitz: "https://stackblitz.com/edit/id"
        case .figma: "https://www.figma.com/file/…"
        case .blueprintue: "https://blueprintue.com/render/id"
        }
    }

    /// What the services call a key: letters, digits, `-` and `_`.
    private static func isKey(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    /// A key with a slide's number: `key?slide=24`.
    private static func isKeyOfSlide(_ text: String) -> Bool {
        let parts = text.split(separator: "?slide=", omittingEmptySubsequences: false)
        return parts.count == 2 && isKey(parts[0]) && Int(parts[1]) != nil
    }

    /// The parts of an `http` address.
    private struct Address {
        var isSecure: Bool
        var host: String
        var path: [Substring]
        var query: String

        init?(_ text: String) {
            guard !text.contains(where: { $0.isWhitespace || "\"<>".contains($0) }),
                let scheme = ["https://", "http://"].first(where: { text.utf8.starts(with: $0.utf8) })
            else { return nil }
            isSecure = scheme == "https://"
            let rest = text.dropFirst(scheme.count)
            let address = rest.prefix { $0 != "#" }
            let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            host = String(parts[0].prefix { $0 != "/" })
            guard !host.isEmpty else { return nil }
            path = parts[0].dropFirst(host.count).split(separator: "/")
            query = parts.count > 1 ? String(parts[1]) : ""
        }
    }
}
