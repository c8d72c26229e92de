/// What runs in an engine before any library: the functions that Swift calls.
extension TypesettingEngines {
    /// `trust` refuses what would put the author's URLs, classes, ids or styles into the page.
    static let prelude = #"""
        var self = this, window = this;
        // KaTeX's matrices need it, and Duktape does not have it.
        if (!Array.prototype.fill) {
            Object.defineProperty(Array.prototype, "fill", { value: function (value) {
                for (var index = 0; index < this.length; index += 1) { this[index] = value; }
                return this;
            } });
        }
        // Duktape's own asks for every element by its name; a tenth of a formula's time goes there.
        Object.defineProperty(Array.prototype, "indexOf", { value: function (sought, from) {
            for (var index = from < 0 ? Math.max(0, this.length + from) : from || 0; index < this.length; index += 1) { if (this[index] === sought) { return index; } }
            return -1;
        } });
        var console = { log: function () {}, warn: function () {}, error: function () {} };
        function studykitMath(tex, display) {
            try {
                return "ok\n" + studykitCompact(katex.__renderToDomTree(tex, {
                    displayMode: display !== "", throwOnError: true, strict: "ignore", maxSize: 40, maxExpand: 1000,
                    trust: function (context) { throw { refused: String(context.command) }; }
                }));
            } catch (error) {
                if (error.refused !== undefined) { return "error\n-1\n" + error.refused + " is not allowed"; }
                if (!(error instanceof katex.ParseError)) { throw error; }
                var position = error.position === undefined ? -1 : error.position;
                var message = String(error.message).replace(/^KaTeX parse error: /, "")
                    .replace(/ at (position \d+|end of input): [^]*$/, "");
                return "error\n" + position + "\n" + message;
            }
        }
        function studykitHighlight(code, language) {
            if (!hljs.getLanguage(language)) { return "unknown"; }
            return "ok\n" + studykitShort(hljs.highlight(language, code, true).value);
        }
        // One short element for each colour, and none for what has no colour of its own.
        var studykitColours = {};
        function studykitColour(element, names) {
            names.split(" ").forEach(function (name) { studykitColours[name] = element; });
        }
        studykitColour("h-k", "keyword selector-tag literal built_in doctag meta-keyword");
        studykitColour("h-s", "string regexp addition attribute meta-string");
        studykitColour("h-n", "number symbol bullet meta variable template-variable");
        studykitColour("h-c", "comment quote deletion");
        studykitColour("h-f", "title section name selector-id link");
        studykitColour("h-t", "type class attr");
        studykitColour("em", "emphasis");
        studykitColour("strong", "strong");
        function studykitShort(html) {
            var open = [];
            return html.replace(/<span class="hljs-([\w-]+)[^"]*">|<span[^>]*>|<\/span>/g, function (tag, name) {
                if (tag.charAt(1) === "/") {
                    var element = open.pop();
                    return element ? "</" + element + ">" : "";
                }
                var known = name && studykitColours.hasOwnProperty(name) ? studykitColours[name] : "";
                open.push(known);
                return known ? "<" + known + ">" : "";
            });
        }
        """#
}
