extension [Block] {
    /// The same blocks with every run of text (a paragraph, a cell of a table, a heading …) replaced by `transform` of it.
    package func mappingRuns(_ transform: ([Inline]) -> [Inline]) -> [Block] {
        map { block in
            var result = block
            switch block.kind {
            case .heading(var heading):
                heading.content = transform(heading.content)
                result.kind = .heading(heading)
            case .paragraph(let content): result.kind = .paragraph(transform(content))
            case .list(var list):
                for index in list.items.indices {
                    list.items[index].blocks = list.items[index].blocks.mappingRuns(transform)
                }
                result.kind = .list(list)
            case .quote(let blocks): result.kind = .quote(blocks.mappingRuns(transform))
            case .table(var table):
                table.header = table.header.map(transform)
                table.rows = table.rows.map { $0.map(transform) }
                result.kind = .table(table)
            case .image(let image, let caption): result.kind = .image(image, caption: transform(caption))
            case .message(let isAlert, let blocks):
                result.kind = .message(isAlert: isAlert, blocks.mappingRuns(transform))
            case .details(let title, let blocks):
                result.kind = .details(title: transform(title), blocks.mappingRuns(transform))
            case .code, .cell, .math, .thematicBreak, .linkCard, .exercise, .exerciseSet, .html: break
            }
            return result
        }
    }
}

extension Chapter {
    /// The same chapter with every run of text replaced, those of exercises and footnotes too.
    func mappingRuns(_ transform: ([Inline]) -> [Inline]) -> Chapter {
        var result = self
        result.blocks = blocks.mappingRuns(transform)
        for index in footnotes.indices {
            result.footnotes[index].blocks = footnotes[index].blocks.mappingRuns(transform)
        }
        for index in sets.indices { result.sets[index].prompt = sets[index].prompt.mappingRuns(transform) }
        for (index, exercise) in exercises.enumerated() {
            result.exercises[index].prompt = exercise.prompt.mappingRuns(transform)
            result.exercises[index].hints = exercise.hints.map { $0.mappingRuns(transform) }
            result.exercises[index].explanation = exercise.explanation.mappingRuns(transform)
            guard case .choice(var choice) = exercise.kind else { continue }
            for option in choice.options.indices {
                choice.options[option].content = choice.options[option].content.mappingRuns(transform)
                choice.options[option].feedback = choice.options[option].feedback.mappingRuns(transform)
            }
            result.exercises[index].kind = .choice(choice)
        }
        return result
    }
}
