import Chapters

/// Names that the checks use and an answer declares, though the starter does not: such an answer would replace what it is
/// measured with.
enum TakenNames {
    static func find(in answer: String, checks: [Check], starter: String) -> [String] {
        let answer = Words(answer)
        let starter = Words(starter)
        // The checks are the author's: a word in a label is no name there.
        let checks = checks.map { Words(SwiftText.withoutQuotes($0.source.code)) }
        let vocabulary = Set(checks.flatMap(\.tokens))
        var taken = answer.declared.subtracting(starter.declared).intersection(vocabulary)

        // A variable of the check itself hides any other, so only names that it takes from outside can be taken over.
        let free = checks.reduce(into: Set<String>()) { $0.formUnion($1.free) }
        taken.formUnion(answer.variables.subtracting(starter.variables).intersection(free))

        // Members are only the answer's own as long as the type is.
        let foreign = answer.extended.subtracting(answer.types).subtracting(starter.extended)
        if !foreign.isEmpty {
            let members = checks.reduce(into: Set(["subscript"])) { $0.formUnion($1.members) }
            taken.formUnion(answer.variables.union(answer.declared).intersection(members))
            if answer.tokens.contains("subscript") { taken.insert("subscript") }
        }
        return taken.sorted()
    }

    /// The words and operators of some code; of an answer's comments too, where nothing may hide.
    private struct Words {
        let tokens: [String]
        /// Behind `func`, `struct`, `operator` and their like.
        let declared: Set<String>
        /// Behind `struct`, `class`, `enum`, `actor`.
        let types: Set<String>
        /// Behind `extension`.
        let extended: Set<String>
        /// Behind `let` and `var`, in all the ways of binding a name.
        let variables: Set<String>
        /// Behind a dot.
        let members: Set<String>
        /// Used, and neither declared by a pattern, a member, nor an argument's label.
        let free: Set<String>

        private static let declarations: Set<String> = [
            "func", "struct", "class", "enum", "actor", "protocol", "typealias", "macro", "extension", "operator",
        ]
        private static let typeDeclarations: Set<String> = ["struct", "class", "enum", "actor"]

        init(_ code: String) {
            let pieces = Words.pieces(code)
            tokens = pieces.filter { !$0.isMark }.map(\.text)
            var declared: Set<String> = []
            var types: Set<String> = []
            var extended: Set<String> = []
            for (word, next) in zip(tokens, tokens.dropFirst()) {
                if Words.declarations.contains(word) { declared.insert(next) }
                if Words.typeDeclarations.contains(word) { types.insert(next) }
                if word == "extension" { extended.insert(next) }
            }
            (self.declared, self.types, self.extended) = (declared, types, extended)

            var variables: Set<String> = []
            var members: Set<String> = []
            var candidates: Set<String> = []
            for (index, piece) in pieces.enumerated() where piece.isWord {
                let before = index > 0 ? pieces[index - 1].text : ""
                let after = index + 1 < pieces.count ? pieces[index + 1].text : ""
                if before == "." {
                    members.insert(piece.text)
                } else if after != ":" {
                    candidates.insert(piece.text)
                }
                if ["let", "var"].contains(piece.text) {
                    // The pattern ends where a value or a type begins.
                    for part in pieces[(index + 1)...].prefix(while: { !["=", ":", "{", "in"].contains($0.text) })
                    where part.isWord { variables.insert(part.text) }
                } else if before == ",", after == "=" {
                    variables.insert(piece.text)
                } else if before == ",", after == ":", index + 2 < pieces.count, pieces[index + 2].text == "(" {
                    variables.insert(piece.text)
                } else if before == "for" {
                    for part in pieces[index...].prefix(while: { $0.text != "in" }) where part.isWord {
                        variables.insert(part.text)
                    }
                }
            }
            self.variables = variables
            self.members = members
            free = candidates.subtracting(variables).subtracting(declared)
        }

        private struct Piece {
            var text: String
            var isWord = false
            /// Neither a word nor an operator.
            var isMark = false
        }

        private static func pieces(_ code: String) -> [Piece] {
            var pieces: [Piece] = []
            var current = ""
            var isWord = false
            func flush() {
                if !current.isEmpty { pieces.append(Piece(text: current, isWord: isWord)) }
                current = ""
            }
            for character in code {
                let belongsToWord = character.isLetter || character.isNumber || character == "_"
                let belongsToOperator = "+-*/%<>=!&|^~?".contains(character)
                if belongsToWord != isWord || !(belongsToWord || belongsToOperator) { flush() }
                if belongsToWord || belongsToOperator {
                    current.append(character)
                    isWord = belongsToWord
                } else if !character.isWhitespace, character != "`" {
                    pieces.append(Piece(text: String(character), isMark: true))
                }
            }
            flush()
            return pieces
        }
    }
}
