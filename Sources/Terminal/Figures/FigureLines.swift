import Display

extension BlockRenderer {
    /// The panels side by side as far as they fit, then the caption; the alternative text when nothing can be drawn.
    func figureLines(_ figure: Figure, width: Int) -> [StyledText] {
        var result =
            figure.steps.isEmpty
            ? drawn(figure.panels, width: width, imageCount: figure.panels.count(where: \.isImage))
            : stepLines(figure.steps, width: width)
        let isDrawn = !result.isEmpty
        let label = StyledText(word(Words.figure) + ": ", Attributes(nil, [.bold, .dim]))
        let text = figure.caption.isEmpty || !isDrawn ? figure.alt : figure.caption
        if !text.isEmpty {
            result += (label + StyledText(text, Attributes(nil, .italic))).wrapped(to: width)
        }
        return result
    }

    /// Panels side by side as far as they fit; nothing if only symbols could be drawn.
    ///
    /// `imageCount`: how many images the whole figure has.
    func drawn(_ panels: [Panel], width: Int, imageCount: Int) -> [StyledText] {
        // Two images side by side, of more three, so that a gallery fits a screen or two.
        let across = min(max(imageCount, 1), 3)
        let imageWidth = max(22, (width - 2 * (across - 1)) / across)
        var pictures: [Picture] = []
        var hasPicture = false
        for panel in panels {
            switch panel {
            case .symbol(let text): pictures.append(Picture([StyledText(text, .bold)]))
            default:
                guard let picture = picture(of: panel, width: width, imageWidth: imageWidth) else { continue }
                pictures.append(picture)
                hasPicture = true
            }
        }
        return hasPicture ? Picture.rows(pictures, width: width) : []
    }

    private func picture(of panel: Panel, width: Int, imageWidth: Int) -> Picture? {
        switch panel {
        case .grid(let grid):
            GridPicture(grid, isColored: isColored, hasGrays: style.color >= .palette256, language: style.language)
                .draw(width: width)
        case .chart(let chart): ChartPicture(chart).draw(width: width)
        case .image(let raster): RasterPicture(raster, color: style.color).draw(width: min(width, imageWidth))
        case .symbol: nil
        }
    }
}

extension Panel {
    var isImage: Bool { if case .image = self { true } else { false } }
    var isSymbol: Bool { if case .symbol = self { true } else { false } }
}
