import Display

/// A colour image, embedded, and the boxes over it as lines, which stay sharp.
///
/// Boxes have a halo in the page's colour, a dash and colour by group, and their label on a plate of its own.
enum RasterSVG {
    /// More pixels a side than this are averaged down: a page must load.
    private static let mostPixels = 384
    private static let preferredSide = 240.0
    private static let mostOutlines = 500

    static func render(_ raster: Raster, title: String?) -> String {
        guard raster.isDrawable else {
            return SVG.document(width: 40, height: 40, class: "raster", title: title, "")
        }
        let side = max(raster.width, raster.height)
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
        var labels = ""
        for outline in raster.outlines.prefix(mostOutlines) {
            let x = clipped(outline.x1, outline.x2, scale: scale, limit: pictureWidth)
            let y = clipped(outline.y1, outline.y2, scale: scale, limit: pictureHeight)
            guard let x, let y else { continue }
            let box = rectangle(left + x.low, top + y.low, x.high - x.low, y.high - y.low)
            let group = ((outline.group % 6) + 6) % 6
            body += "<rect class=\"halo\" \(box)/>\n<rect class=\"region r\(group)\" \(box)/>\n"
            labels += tag(outline.label, x: left + x.low, y: top + y.low, top: top, right: left + pictureWidth)
        }
        return SVG.document(
            width: width, height: top + pictureHeight + margin, class: "raster", title: title, body + labels)
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
    private static func clipped(_ low: Double, _ high: Double, scale: Double, limit: Double) -> (
        low: Double, high: Double
    )? {
        guard low.isFinite, high.isFinite else { return nil }
        let (start, end) = (max(low * scale, 0), min(high * scale, limit))
        return start < end ? (start, end) : nil
    }

    /// Above the box, or in it where there is no room above.
    private static func tag(_ label: String, x: Double, y: Double, top: Double, right: Double) -> String {
        guard !label.isEmpty else { return "" }
        let width = SVG.width(of: label, size: 12.5) + 6
        let start = max(2, min(x, right - width))
        let line = y - 17 >= top ? y - 17 : y + 2
        return "<rect class=\"tag\" \(rectangle(start, line, width, 16))/>\n"
            + SVG.text(label, x: start + 3, y: line + 12, class: "tag-text", anchor: "start")
    }
}
