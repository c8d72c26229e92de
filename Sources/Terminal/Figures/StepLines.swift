import Display

extension BlockRenderer {
    /// The steps of a figure one after another, side by side as far as they fit.
    ///
    /// What is the same in all of them, such as a kernel, is drawn in the first one only: there may be dozens.
    func stepLines(_ steps: [Figure.Step], width: Int) -> [StyledText] {
        let constant = Self.constantPlaces(steps)
        let imageCount = steps.reduce(0) { $0 + $1.panels.count(where: \.isImage) }
        let pictures = steps.enumerated().map { number, step -> Picture in
            let panels = number == 0 ? step.panels : Self.leavingOut(constant, of: step.panels)
            let lines = drawn(panels, width: width, imageCount: imageCount)
            let caption = StyledText("\(number + 1)/\(steps.count) ", .bold) + StyledText(step.caption)
            let room = min(width, max(lines.width, 24))
            return Picture(caption.wrapped(to: room) + lines)
        }
        return Picture.rows(pictures, width: width, alignment: .top)
    }

    /// The places that hold the same panel in every step; none unless some other panel changes.
    private static func constantPlaces(_ steps: [Figure.Step]) -> Set<Int> {
        guard let first = steps.first, steps.allSatisfy({ $0.panels.count == first.panels.count }) else { return [] }
        let pictures = first.panels.indices.filter { !first.panels[$0].isSymbol }
        let constant = pictures.filter { place in steps.allSatisfy { $0.panels[place] == first.panels[place] } }
        return constant.count < pictures.count ? Set(constant) : []
    }

    /// The other panels, without the symbol that stood before one that is left out, or at the beginning.
    private static func leavingOut(_ places: Set<Int>, of panels: [Panel]) -> [Panel] {
        let rest = panels.indices.filter { !places.contains($0) && !(panels[$0].isSymbol && places.contains($0 + 1)) }
        return rest.map { panels[$0] }.drop(while: \.isSymbol).map { $0 }
    }
}
