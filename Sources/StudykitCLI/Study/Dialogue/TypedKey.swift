import Foundation

/// What somebody typed, as commands are compared: full-width letters and digits of a Japanese input method are the usual ones.
enum TypedKey {
    static func folded(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.trimmingCharacters(in: .whitespaces)
    }
}
