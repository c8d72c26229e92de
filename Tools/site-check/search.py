"""Searches as readers type: kanji, kana, half width, English, a slip, nothing that exists."""
import urllib.parse

from faults import measured, require
from pages import axe, sideways

SAME = [["畳み込み", "畳込み", "たたみこみ", "タタミコミ", "ﾀﾀﾐｺﾐ"], ["プーリング", "ぷーりんぐ", "プーリンク"]]
FOUND = ["convolution", "Convolution", "convoluton", "ＩＭ２ＣＯＬ", "im2col", "転置畳み込み", "受容野", "じゅようや", "IoU", "NMS", "pooling", "stride ストライド"]
NOTHING = ["zzzqqq", "<img src=x onerror=alert(1)>", "量子もつれ装置", "%E3%8"]


def results(watched, words):
    """What typing finds; the address finds the same."""
    page = watched.page
    page.locator("#sk-query").fill(words)
    page.wait_for_timeout(60)
    page.locator(".results:not([aria-busy])").wait_for(state="attached")
    return [link.get_attribute("href") for link in page.locator(".results li a").all()]


def check_search(watched, shots=None, width=1440):
    watched.open("search.html")
    page = watched.page
    page.locator("form.search").wait_for(state="visible")
    for group in SAME:
        found = {words: set(results(watched, words)) for words in group}
        require(found[group[0]], "search finds nothing for", group[0])
        for words in group[1:]:
            overlap = len(found[words] & found[group[0]]) / max(1, len(found[group[0]]))
            require(overlap >= 0.8, "search:", words, "finds", len(found[words]), "and shares", round(overlap, 2), "with", group[0])
        measured(f"search {group}", [len(found[words]) for words in group])
    for words in FOUND:
        require(results(watched, words), "search finds nothing for", words)
    for words in NOTHING:
        require(not results(watched, words), "search finds something for", words)
        require(page.locator(".found").text_content().strip(), "search says nothing about", words)
    typed = results(watched, "畳み込み")
    axe(watched, f"search {width}")
    sideways(watched, f"search {width}")
    if shots:
        page.screenshot(path=shots / f"search-results-{width}.png")
    watched.look("search")
    for words in ["畳み込み", "%", "<script>alert(1)</script>"]:
        watched.open("search.html?q=" + urllib.parse.quote(words))
        page.locator("form.search").wait_for(state="visible")
        require(page.locator("#sk-query").input_value() == words, "the address does not fill the field:", words)
    watched.open("search.html?q=" + urllib.parse.quote("畳み込み"))
    page.wait_for_timeout(100)
    page.locator(".results:not([aria-busy])").wait_for(state="attached")
    require([link.get_attribute("href") for link in page.locator(".results li a").all()] == typed, "the address finds other things than typing")
    watched.open("search.html?q=%E3%8")
    watched.look("search by address")
    # A result leads to its place.
    watched.open("search.html?q=im2col")
    page.locator(".results li a").nth(1).click()
    page.wait_for_load_state("load")
    fragment = urllib.parse.unquote(page.evaluate("() => location.hash.slice(1)"))
    if fragment:
        require(page.evaluate("id => document.getElementById(id) !== null", fragment), "a result leads nowhere:", fragment)
