import Display

extension BlockRenderer {
    func figureLines(_ figure: Figure, width: Int) -> [StyledText] {
        StyledText(figure.alt).wrapped(to: width)
    }
}
