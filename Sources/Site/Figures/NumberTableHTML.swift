import Display

/// `show(tensor)` as tables: one for each plane.
enum NumberTableHTML {
    static func render(_ table: NumberTable, scrollerStart: String) -> String {
        let shape = table.shape.map(String.init).joined(separator: " × ")
        var html =
            "<figure class=\"numbers\">\n<figcaption>\(table.title.isEmpty ? "" : escaped(table.title) + " ")"
            + "\(shape.isEmpty ? "" : "<span class=\"shape\">(\(shape))</span>")</figcaption>\n"
        for plane in table.planes {
            html += scrollerStart + "<table class=\"matrix\">\n"
            if !plane.index.isEmpty {
                html += "<caption>[\(plane.index.map(String.init).joined(separator: ", ")), :, :]</caption>\n"
            }
            html += "<tbody>\n"
            for row in plane.rows {
                html += "<tr>\(row.map { "<td>\(escaped($0))</td>" }.joined())</tr>\n"
            }
            html += "</tbody>\n</table>\n</div>\n"
        }
        return html + "</figure>\n"
    }
}
