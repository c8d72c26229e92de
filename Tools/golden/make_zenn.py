#!/usr/bin/env python3
"""What Zenn shows for the snippets of Tests/SiteTests/Zenn/Golden/zenn.json, reduced to a line a block.

Zenn parses with markdown-it and plugins. This is the same parser's port to Python with rules of our own that follow Zenn's
documented behaviour; `zenn` of each snippet is made anew, `here` and `why` (where we differ) are kept.

    pip install markdown-it-py==4.3.0 mdit-py-plugins==0.7.0 linkify-it-py==2.2.0
    python3 Tools/golden/make_zenn.py
"""
import html
import json
import pathlib
import re
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

SERVICES = set("card tweet youtube gist github codepen slideshare speakerdeck docswell jsfiddle codesandbox stackblitz "
               "figma blueprintue".split())


def tag(name, inside="", **attributes):
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>"


# Inline rules

def line_breaks(md):
    def rule(state, silent):
        match = re.match(r"<br ?/?>", state.src[state.pos:])
        if silent or not match:
            return False
        state.push("hardbreak", "br", 0)
        state.pos += len(match[0])
        return True
    md.inline.ruler.before("emphasis", "zenn_br", rule)


def comments(md):
    """<!-- … --> on one line is nothing."""
    def rule(state, silent):
        if silent or not state.src.startswith("<!--", state.pos):
            return False
        end = state.src.find("-->", state.pos + 4)
        if end < 0 or "\n" in state.src[state.pos:end]:
            return False
        state.pos = end + 3
        return True
    md.inline.ruler.after("emphasis", "zenn_comment", rule)


def inline_math(md):
    def is_digit(text, index):
        return 0 <= index < len(text) and "0" <= text[index] <= "9"

    def rule(state, silent):
        text, start = state.src, state.pos
        if not text.startswith("$", start) or is_digit(text, start - 1) or text[start - 1:start] == "\\":
            return False
        for mark in ("$$", "$"):
            first = start + len(mark)
            if not text.startswith(mark, start) or not text[first:first + 1].strip():
                continue
            line_end = text.find("\n", first)
            line_end = len(text) if line_end < 0 else line_end
            close = text.find(mark, first + 1, line_end)
            while close > 0 and text[close - 1].isspace():
                close = text.find(mark, close + 1, line_end)
            if close < 0 or is_digit(text, close + len(mark)):
                continue
            # A dollar sign in a link's text or address is one.
            link = text.find("](http", first + 1, line_end)
            if link >= 0 and (mark == "$$" or re.match(r"[^\n]*\$[^\n]*\)", text[link + 6:line_end])):
                continue
            if not silent:
                token = state.push("zenn_math", "", 0)
                token.content, token.markup = text[first:close], mark
            state.pos = close + len(mark)
            return True
        return False
    md.inline.ruler.before("escape", "zenn_math", rule)
    md.add_render_rule("zenn_math", lambda self, tokens, i, options, env:
                       tag("eq", html.escape(tokens[i].content), mark=tokens[i].markup))


def image_sizes(md):
    """![alt](address "title" =WxH): the size is taken off before the rule for images reads the rest."""
    plain = next(rule.fn for rule in md.inline.ruler.__rules__ if rule.name == "image")

    def rule(state, silent):
        if not state.src.startswith("![", state.pos):
            return False
        label_end = md.helpers.parseLinkLabel(state, state.pos + 1, False)
        source, end, position = state.src, state.posMax, state.pos
        match = re.compile(r"\((?P<rest>[^\n]*?) =(?P<size>(\d[\d%]*)?x[\d%]*) *\)").match(source, label_end + 1)
        if label_end < 0 or not match:
            return plain(state, silent)
        width, height = match["size"].split("x")
        replacement = f"({match['rest']})"
        state.src = source[:label_end + 1] + replacement + source[match.end():]
        state.posMax = end - (len(match[0]) - len(replacement))
        if not plain(state, silent):
            state.src, state.posMax, state.pos = source, end, position
            return False
        if not silent:
            attributes = state.tokens[-1].attrs
            attributes.update({key: value for key, value in (("width", width), ("height", height)) if value})
        state.pos += len(match[0]) - len(replacement)
        state.src, state.posMax = source, end
        return True
    md.inline.ruler.at("image", rule)


# Block rules

def block_math(md):
    def rule(state, first, last, silent):
        start = state.bMarks[first] + state.tShift[first]
        match = re.compile(r"\$\$([^$]+)\$\$(?:\s*\(([^)\s]+)\))?").match(state.src, start)
        if not match:
            return False
        if not silent:
            line = first
            while line + 1 < last and match.end() > state.eMarks[line]:
                line += 1
            content = match[1]
            if state.parentType == "blockquote":
                content = re.sub(r"^(?:\s*>)+", "", content, flags=re.M)
            token = state.push("zenn_math_block", "", 0)
            token.block, token.content, token.info = True, content, match[2] or ""
            state.line = line + 1
        return True
    md.block.ruler.before("fence", "zenn_math_block", rule)
    md.add_render_rule("zenn_math_block", lambda self, tokens, i, options, env:
                       tag("eqn", html.escape(tokens[i].content), number=tokens[i].info))


def embeds(md):
    def rule(state, first, last, silent):
        start = state.bMarks[first] + state.tShift[first]
        match = re.match(r"@\[([\w-]+)\]\((.+)\)", state.src[start:state.eMarks[first]], re.A)
        if not match:
            return False
        if not silent:
            token = state.push("zenn_embed", "", 0)
            token.block, token.meta = True, {"service": match[1], "argument": match[2]}
            state.line = first + 1
        return True
    md.block.ruler.before("fence", "zenn_embed", rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.add_render_rule("zenn_embed", lambda self, tokens, i, options, env: tag("card", **tokens[i].meta)
                       if tokens[i].meta["service"] in SERVICES else "")


def fences(md):
    def rule(self, tokens, i, options, env):
        language, colon, title = tokens[i].info.strip().partition(":")
        names = language.split()
        is_diff = "diff" in names
        name = next((name for name in names if not is_diff or name != "diff"), "")
        return tag("listing", html.escape(tokens[i].content), language=name.lower() or ("diff" if is_diff else ""),
                   diff=str(int(is_diff)), title=title.strip())
    md.add_render_rule("fence", rule)


def containers(md):
    def add(name, validate, opening, closing):
        def render(self, tokens, i, options, env):
            return opening(tokens[i].info.strip()) if tokens[i].nesting == 1 else closing
        container_plugin(md, name, validate=lambda params, *rest: validate(params.strip()), render=render)
    add("details", lambda text: re.match(r"details\s+", text),
        lambda text: "<details>" + tag("summary", html.escape(re.sub(r"^details\s+", "", text))), "</details>\n")
    add("message", lambda text: re.fullmatch(r"message\s*(alert)?", text),
        lambda text: f'<aside class="{"alert" if text.endswith("alert") else ""}">', "</aside>\n")


# Rules over the whole document

def cards(md):
    """A bare address alone on a line of a paragraph, at the top level or right inside details."""
    def converted(children):
        lines = [[]]
        for token in children:
            lines[-1].append(token)
            if token.tag == "br":
                lines.append([])
        result = []
        for line in lines:
            bare = [token for token in line if token.tag != "br"]
            if len(bare) == 3 and bare[0].type == "link_open" and bare[0].markup == "linkify":
                card = Token("html_inline", "", 0)
                card.content = tag("card", service="card", argument=bare[0].attrGet("href"))
                if result and result[-1].tag == "br":
                    result.pop()
                result.append(card)
            else:
                result += line
        return result

    def rule(state):
        parents = []
        for token in state.tokens:
            if token.nesting == 1:
                parents.append(token.type)
            elif token.nesting == -1:
                parents.pop()
            elif token.type == "inline" and parents[-1:] == ["paragraph_open"]:
                if parents[:-1] == [] or parents[-2] == "container_details_open":
                    token.children = converted(token.children)
    md.core.ruler.after("replacements", "zenn_cards", rule)


def anchors(md):
    def rule(state):
        seen = set()
        for index, token in enumerate(state.tokens):
            if token.type == "heading_open" and int(token.tag[1]) <= 4:
                inside = state.tokens[index + 1].children
                text = "".join(child.content for child in inside if child.type in ("text", "code_inline"))
                base = re.sub(r"\s+", "-", text.strip().lower())
                name, number = base, 1
                while name in seen:
                    name, number = f"{base}-{number}", number + 1
                seen.add(name)
                token.attrSet("id", name)
    md.core.ruler.push("zenn_anchors", rule)


def renderer():
    md = MarkdownIt("default", {"breaks": True, "linkify": True, "html": False})
    md.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    for plugin in (line_breaks, inline_math, comments, image_sizes, block_math, embeds, fences, containers, cards, anchors):
        plugin(md)
    footnote_plugin(md)
    tasklists_plugin(md, enabled=True)
    return md


# The reduced form

class Element:
    def __init__(self, name, attributes):
        self.name, self.attributes, self.children = name, attributes, []

    @property
    def elements(self):
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self):
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Tree(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.root = Element("root", {})
        self.open = [self.root]
        self.feed(text)
        self.close()

    def handle_starttag(self, name, attributes):
        element = Element(name, dict(attributes))
        self.open[-1].children.append(element)
        if name not in ("br", "img", "hr", "input"):
            self.open.append(element)

    def handle_endtag(self, name):
        if any(element.name == name for element in self.open[1:]):
            while self.open.pop().name != name:
                pass

    def handle_data(self, data):
        self.open[-1].children.append(data)


BLOCKS = set("p ul ol blockquote pre table hr aside details h1 h2 h3 h4 h5 h6 section summary listing eqn card".split())


def address(text):
    return unquote(re.sub(r"\.html(#|$)", r".md\1", text or ""))


def finished(text):
    return re.sub(r"\s+", " ", re.sub(r"\s*⏎\s*", "⏎", text)).strip()


def inlines(parent):
    return "".join(child if isinstance(child, str) else inline(child) for child in parent.children)


def inline(element):
    attributes, name = element.attributes, element.name
    if name == "br":
        return "⏎"
    if name == "a":
        if attributes.get("class") == "footnote-backref":
            return ""
        title = f" title={attributes['title']}" if attributes.get("title") else ""
        return f"[{inlines(element)}]({address(attributes.get('href'))}{title})"
    if name == "img":
        return "{img " + " ".join(f"{key}={attributes[key]}" for key in ("alt", "title", "width", "height")
                                  if attributes.get(key)) + "}"
    if name == "eq":
        return attributes["mark"] + element.text + attributes["mark"]
    if name == "code":
        return f"`{element.text}`"
    if name in ("em", "strong", "s"):
        short = {"em": "i", "strong": "b", "s": "s"}[name]
        return f"<{short}>{inlines(element)}</{short}>"
    if name == "sup":
        number = re.sub(r":\d+", "", element.text)
        return "{fn" + number + "}"
    if name == "input":
        return "{task " + ("x" if "checked" in attributes else "_") + "}"
    if name == "card":
        return "\0" + block(element)[0] + "\0"
    return inlines(element)


def paragraph(element, name="p"):
    lines = []
    for index, part in enumerate(inlines(element).split("\0")):
        text = part if index % 2 else finished(part.strip().removeprefix("⏎").removesuffix("⏎") if "\0" in inlines(element) else part)
        if text:
            lines.append(text if index % 2 else f"{name}: {text}")
    return lines


def blocks(parent):
    lines, run = [], Element("run", {})
    for child in parent.children:
        if isinstance(child, Element) and child.name in BLOCKS:
            lines += paragraph(run) + block(child)
            run = Element("run", {})
        else:
            run.children.append(child)
    return lines + paragraph(run)


def indented(lines, count=2):
    return [" " * count + line for line in lines]


def cells(element):
    if element.name == "tr":
        yield element.elements
    else:
        for inner in element.elements:
            yield from cells(inner)


def block(element):
    name, attributes = element.name, element.attributes
    if name in ("p", "summary"):
        return paragraph(element, name)
    if re.fullmatch(r"h[1-6]", name):
        return [f"{line} #{attributes.get('id', '')}" for line in paragraph(element, "h")]
    if name in ("ul", "ol"):
        start = attributes.get("start", "1")
        items = [["  li"] + indented(blocks(item), 4) for item in element.elements]
        return [name + (f" start={start}" if start != "1" else "")] + sum(items, [])
    if name == "blockquote":
        return ["quote"] + indented(blocks(element))
    if name == "aside":
        return ["message" + (" alert" if attributes["class"] else "")] + indented(blocks(element))
    if name == "details":
        return ["details"] + indented(blocks(element))
    if name == "hr":
        return [] if attributes.get("class") else ["hr"]
    if name == "table":
        def cell(element):
            alignment = attributes_of(element)
            return (f"({alignment})" if alignment else "") + finished(inlines(element))

        def attributes_of(element):
            return element.attributes.get("style", "").replace("text-align:", "")
        return ["table"] + ["  " + " | ".join(cell(element) for element in row) for row in cells(element)]
    if name == "section":
        notes = next(inner for inner in element.elements if inner.name == "ol").elements
        return ["notes"] + sum((["  note"] + indented(blocks(note), 4) for note in notes), [])
    if name == "eqn":
        number = f" ({attributes['number']})" if attributes["number"] else ""
        return ["MATH " + "⏎".join(line.strip() for line in element.text.strip().split("\n")) + number]
    if name == "card":
        return [f"CARD {attributes['service']} {address(attributes['argument'])}"]
    if name == "listing":
        head = f"code lang={attributes['language']} diff={attributes['diff']} file={attributes['title']}"
        return [head] + ["  |" + line for line in element.text.rstrip("\n").split("\n")]
    text = element.text.rstrip("\n").split("\n")
    return ["code lang= diff=0 file="] + ["  |" + line for line in text]


def reduced(source):
    return blocks(Tree(renderer().render(source)).root)


def main(path):
    with open(path, encoding="utf-8") as file:
        snippets = json.load(file)
    for snippet in snippets:
        snippet["zenn"] = reduced(snippet["source"])
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(snippet, ensure_ascii=False) for snippet in snippets) + "\n]\n")


if __name__ == "__main__":
    main(pathlib.Path(__file__).parents[2] / "Tests/SiteTests/Zenn/Golden/zenn.json")
