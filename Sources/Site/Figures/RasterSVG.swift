import Display

/// A colour image, embedded, and the boxes over it as lines, which stay sharp.
///
/// Boxes have a halo in the page's colour, a dash and colour by group, and their label on a plate of its own.
enum RasterSVG {
    /// More pixels a side than this are averaged down: a page must load.
    private static let mostPixels = 384
    /// Small images are enlarged to about this many units, by a whole number: alone, and beside others.
    private static let preferredSides = (alone: 360.0, beside: 240.0)
    private static let mostOutlines = 500

    private typealias Span = (low: Double, high: Double)

    static func render(_ raster: Raster, title: String?, isAlone: Bool) -> String {
        guard raster.isDrawable else {
            return SVG.document(width: 40, height: 40, class: "raster", title: title, "")
        }
        let side = max(raster.width, raster.height)
        let preferredSide = isAlone ? preferredSides.alone : preferredSides.beside
        let scale =
            Double(side) < preferredSide
            ? max(1, (preferredSide / Double(side)).rounded(.down))
            : min(
                1, 480 / Double(side))
        let (pictureWidth, pictureHeight) = (
            max(1, Double(raster.width) * scale), max(1, Double(raster.height) * scale)
        )
        let margin = 4.0
        let top = raster.title.isEmpty ? margin : 26
        let width = max(pictureWidth, SVG.width(of: raster.title, size: 14)) + 2 * margin
        let left = (width - pictureWidth) / 2

        var body = ""
        if !raster.title.isEmpty { body += SVG.text(raster.title, x: width / 2, y: 17, class: "name") }
        body += picture(raster, side: side, frame: rectangle(left, top, pictureWidth, pictureHeight))
        body += "<rect class=\"frame\" \(rectangle(left, top, pictureWidth, pictureHeight))/>\n"
        var places: [(label: String, x: Span, y: Span)] = []
        for outline in raster.outlines.prefix(mostOutlines) {
            let x = clipped(outline.x1, outline.x2, scale: scale, limit: pictureWidth)
            let y = clipped(outline.y1, outline.y2, scale: scale, limit: pictureHeight)
            guard let x, let y else { continue }
            let box = rectangle(left + x.low, top + y.low, x.high - x.low, y.high - y.low)
            let group = ((outline.group % 6) + 6) % 6
            body += "<rect class=\"halo\" \(box)/>\n<rect class=\"region r\(group)\" \(box)/>\n"
            places.append((outline.label, (left + x.low, left + x.high), (top + y.low, top + y.high)))
        }
        body += tags(places, within: (left, left + pictureWidth), (top, top + pictureHeight))
        return SVG.document(width: width, height: top + pictureHeight + margin, class: "raster", title: title, body)
    }

    private static func picture(_ raster: Raster, side: Int, frame: String) -> String {
        var (width, height) = (raster.width, raster.height)
        var rgb = raster.pixels.values
        if side > mostPixels {
            (width, height) = (max(1, width * mostPixels / side), max(1, height * mostPixels / side))
            rgb = raster.resampled(width: width, height: height)
        }
        let file = Base64.encode(PNGImage.encode(width: width, height: height, rgb: rgb))
        return
            "<image class=\"pixels\" \(frame) preserveAspectRatio=\"none\" href=\"data:image/png;base64,\(file)\"/>\n"
    }

    private static func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
        "x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(width))\" height=\"\(SVG.number(height))\""
    }

    /// What of an edge is over the picture, in its units; nil if nothing, or if a number is none.
    private static func clipped(_ low: Double, _ high: Double, scale: Double, limit: Double) -> Span? {
        guard low.isFinite, high.isFinite else { return nil }
        let (start, end) = (max(low * scale, 0), min(high * scale, limit))
        return start < end ? (start, end) : nil
    }

    /// Each label at a corner of its box, in or outside, where it covers none of the labels before it; the box that is
    /// drawn last, on top of all, chooses first.
    private static func tags(_ places: [(label: String, x: Span, y: Span)], within across: Span, _ down: Span) -> String
    {
        let height = 16.0
        var taken: [(x: Span, y: Span)] = []
        var body = ""
        for (label, x, y) in places.reversed() where !label.isEmpty {
            let width = SVG.width(of: label, size: 12.5) + 6
            let lefts = [x.low, x.high - width].map { max(across.low, min($0, across.high - width)) }
            // Above, in at the top, in at the bottom, below.
            let tops = [y.low - height - 1, y.low + 2, y.high - height - 2, y.high + 1]
            let candidates = tops.flatMap { top in lefts.map { (left: $0, top: top) } }
                .filter { down.low <= $0.top && $0.top + height <= down.high }
            let free = candidates.first { candidate in
                taken.allSatisfy { other in
                    candidate.left >= other.x.high || candidate.left + width <= other.x.low
                        || candidate.top >= other.y.high || candidate.top + height <= other.y.low
                }
            }
            guard let place = free ?? candidates.first else { continue }
            taken.append(((place.left, place.left + width), (place.top, place.top + height)))
            body += "<rect class=\"tag\" \(rectangle(place.left, place.top, width, height))/>\n"
            body += SVG.text(label, x: place.left + 3, y: place.top + 12, class: "tag-text", anchor: "start")
        }
        return body
    }
}
