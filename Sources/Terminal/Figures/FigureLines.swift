import Display

extension BlockRenderer {
    /// The panels side by side as far as they fit, then the caption; the alternative text when nothing can be drawn.
    func figureLines(_ figure: Figure, width: Int) -> [StyledText] {
        var rows: [[Picture]] = [[]]
        var used = 0
        // Two images side by side, of more three, so that a gallery fits a screen or two.
        let imageCount = figure.panels.count { if case .image = $0 { true } else { false } }
        let across = min(max(imageCount, 1), 3)
        let imageWidth = max(22, (width - 2 * (across - 1)) / across)
        for panel in figure.panels {
            let picture: Picture?
            switch panel {
            case .grid(let grid):
                picture = GridPicture(
                    grid, isColored: isColored, hasGrays: style.color >= .palette256, language: style.language
                )
                .draw(width: width)
            case .chart(let chart): picture = ChartPicture(chart).draw(width: width)
            case .image(let raster):
                picture = RasterPicture(raster, color: style.color).draw(width: min(width, imageWidth))
            case .symbol(let text): picture = Picture([StyledText(text, .bold)])
            }
            guard let picture else { continue }
            let needed = (used == 0 ? 0 : 2) + picture.width
            if used > 0 && used + needed > width {
                rows.append([])
                used = 0
            }
            used += used == 0 ? picture.width : needed
            rows[rows.count - 1].append(picture)
        }
        let isDrawn = figure.panels.contains { if case .symbol = $0 { false } else { true } } && used > 0
        var result = isDrawn ? rows.flatMap { Picture.row($0, gap: 2) } : []
        let label = StyledText(word(Words.figure) + ": ", Attributes(nil, [.bold, .dim]))
        let text = figure.caption.isEmpty || !isDrawn ? figure.alt : figure.caption
        if !text.isEmpty {
            result += (label + StyledText(text, Attributes(nil, .italic))).wrapped(to: width)
        }
        return result
    }
}
