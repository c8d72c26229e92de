/// The languages of the interface.
///
/// Chapters themselves stay in the language they are written in.
package enum Language: String, CaseIterable, Sendable {
    case ja, en
}

/// One sentence in every language of the interface; the renderer picks, the pipeline only carries.
package struct LocalizedText: Hashable, Sendable {
    package var ja: String
    package var en: String

    package init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }

    /// A text that is the same in every language (compiler messages, the author's own words).
    package init(verbatim text: String) {
        self.init(ja: text, en: text)
    }

    package func callAsFunction(_ language: Language) -> String {
        switch language {
        case .ja: ja
        case .en: en
        }
    }
}
