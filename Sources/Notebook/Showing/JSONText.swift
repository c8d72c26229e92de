import Display

/// Writes the display types as JSON, in the form that their synthesised `Codable` conformances read.
///
/// By hand, because Foundation's encoder would cost a cell program more start-up time than everything else it does.
/// Numbers that JSON does not have are written as the strings "nan", "inf" and "-inf".
enum JSONText {
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func number(_ value: Float) -> String {
        if value.isNaN { return "\"nan\"" }
        if value.isInfinite { return value < 0 ? "\"-inf\"" : "\"inf\"" }
        return "\(value)"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "\"nan\"" }
        if value.isInfinite { return value < 0 ? "\"-inf\"" : "\"inf\"" }
        return "\(value)"
    }

    static func array<Element>(_ elements: [Element], _ write: (Element) -> String) -> String {
        "[" + elements.map(write).joined(separator: ",") + "]"
    }

    static func object(_ members: KeyValuePairs<String, String>) -> String {
        "{" + members.map { "\(string($0.key)):\($0.value)" }.joined(separator: ",") + "}"
    }

    static func encode(_ table: NumberTable) -> String {
        object([
            "title": string(table.title),
            "shape": array(table.shape) { "\($0)" },
            "planes": array(table.planes) { plane in
                object([
                    "index": array(plane.index) { "\($0)" },
                    "rows": array(plane.rows) { array($0, string) },
                ])
            },
            "text": string(table.text),
        ])
    }

    static func encode(_ figure: Figure) -> String {
        object([
            "caption": string(figure.caption), "alt": string(figure.alt),
            "panels": array(figure.panels, encode),
            "steps": array(figure.steps) { step in
                object(["caption": string(step.caption), "panels": array(step.panels, encode)])
            },
        ])
    }

    private static func encode(_ panel: Panel) -> String {
        switch panel {
        case .grid(let grid): object(["grid": object(["_0": encode(grid)])])
        case .chart(let chart): object(["chart": object(["_0": encode(chart)])])
        case .image(let raster): object(["image": object(["_0": encode(raster)])])
        case .symbol(let text): object(["symbol": object(["_0": string(text)])])
        }
    }

    private static func encode(_ grid: Grid) -> String {
        object([
            "title": string(grid.title), "rows": "\(grid.rows)", "columns": "\(grid.columns)",
            "values": array(grid.values, number), "showsValues": "\(grid.showsValues)",
            "regions": array(grid.regions) { region in
                object([
                    "row": "\(region.row)", "column": "\(region.column)", "height": "\(region.height)",
                    "width": "\(region.width)", "group": "\(region.group)",
                ])
            },
        ])
    }

    private static func encode(_ raster: Raster) -> String {
        object([
            "title": string(raster.title), "width": "\(raster.width)", "height": "\(raster.height)",
            "pixels": string(Base64.encode(raster.pixels.values)),
            "outlines": array(raster.outlines) { outline in
                object([
                    "x1": number(outline.x1), "y1": number(outline.y1), "x2": number(outline.x2),
                    "y2": number(outline.y2), "label": string(outline.label), "group": "\(outline.group)",
                ])
            },
        ])
    }

    private static func encode(_ chart: Chart) -> String {
        object([
            "title": string(chart.title), "xLabel": string(chart.xLabel), "yLabel": string(chart.yLabel),
            "mark": string(chart.mark.rawValue),
            "series": array(chart.series) { series in
                object([
                    "name": string(series.name), "x": array(series.x, number), "y": array(series.y, number),
                ])
            },
            "xRange": range(chart.xRange), "yRange": range(chart.yRange),
        ])
    }

    private static func range(_ range: ClosedRange<Float>?) -> String {
        range.map { array([$0.lowerBound, $0.upperBound], number) } ?? "null"
    }
}
