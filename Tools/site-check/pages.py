"""Every page by itself: console, requests, width, layout shift, weight, policy, axe-core, keyboard, paper, no script."""
import pathlib

import axe_playwright_python

from faults import fault, measured, require

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# What KaTeX draws is hidden from readers of the page; its MathML is not. Looking into it takes minutes.
# Nothing is fetched: a page opened from a file may not, and no rule that is left needs it.
OPTIONS = {"preload": False, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What can differ between a page in light and the same page in dark.
COLOURS = ["color-contrast", "link-in-text-block"]
PAGE_LIMIT = 350_000
SCRIPT_LIMIT = 100_000


def axe(watched, where, rules=None, inside=None):
    """Every rule, or those named, on the page or inside what a selector finds."""
    page = watched.page
    page.evaluate(AXE)
    options = OPTIONS | {"runOnly": {"type": "rule", "values": rules}} if rules else OPTIONS
    context = {"exclude": [["k-h"]]} | ({"include": [[inside]]} if inside else {})
    found = page.evaluate("([context, options]) => axe.run(context, options)", [context, options])
    for violation in found["violations"]:
        for node in violation["nodes"][:3]:
            fault(where, "axe:", violation["id"], node["target"], node.get("failureSummary", "").replace("\n", " ")[:300])


def sideways(watched, where):
    wide = watched.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    require(wide <= 0, where, "scrolls sideways by", wide)


def check_page(watched, name, where, theme, shots=None):
    watched.open(name)
    page = watched.page
    page.evaluate("async () => { await document.fonts.ready; }")
    # To the end and back: what loads late must not push anything.
    page.evaluate("""async () => {
      for (let y = 0; y < document.documentElement.scrollHeight; y += 2000) { scrollTo(0, y); await new Promise(requestAnimationFrame); }
      scrollTo(0, 0); await new Promise(requestAnimationFrame); }""")
    sideways(watched, where)
    shift = page.evaluate("() => window.siteCheck.shift")
    require(shift < 0.01, where, "layout shifts by", round(shift, 4))
    watched.look(where)
    axe(watched, where, COLOURS if theme == "dark" else None)
    if shots:
        page.screenshot(path=shots / f"{name.removesuffix('.html')}-{where.split()[1]}-{theme}.png")
    return shift


def check_everywhere(browser, name, files, served, shots=None):
    """A page at every width, in light and in dark. Returns its largest layout shift."""
    shifts = []
    for width, theme in [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")]:
        with browser.page(files if width == 360 else served, width, theme=theme) as watched:
            shifts.append(check_page(watched, name, f"{name} {width} {theme}", theme, shots))
    with browser.page(served, 320) as watched:
        watched.open(name)
        sideways(watched, f"{name} 320")
    return max(shifts)


def check_weight(watched, site, name, most):
    """What a first visit loads, without fonts."""
    watched.open(name)
    watched.page.wait_for_load_state("networkidle")
    sizes = watched.loaded(site)
    total = sum(size for file, size in sizes.items() if not file.endswith(".woff2"))
    script = sum(size for file, size in sizes.items() if file.endswith(".js"))
    require(total < PAGE_LIMIT, name, "weighs", total)
    require(script < SCRIPT_LIMIT, name, "has", script, "bytes of script")
    if name.startswith("chapter") and total > most.get("total", 0):
        most.update(page=name, total=total, script=script)
    return total, script


def check_policy(watched, name):
    watched.open(name)
    page = watched.page
    policy = page.evaluate("() => (document.querySelector('meta[http-equiv=\"Content-Security-Policy\"]') || {}).content") or ""
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    require(rules.get("default-src") == "'none'" and rules.get("script-src") == "'self'", name, "has the policy", policy)
    require("unsafe" not in rules.get("style-src", "") + rules.get("script-src", ""), name, "allows too much:", policy)
    ran = page.evaluate("""async () => {
      const script = document.createElement('script');
      script.textContent = 'window.siteCheckRan = true';
      document.body.appendChild(script);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.siteCheckRan = true');
      image.src = 'data:image/png;base64,AAAA';
      document.body.appendChild(image);
      await new Promise(done => setTimeout(done, 100));
      return Boolean(window.siteCheckRan); }""")
    require(not ran, name, "runs an inline script")
    handlers = page.evaluate("""() => [...document.querySelectorAll('*')].filter(
      node => [...node.attributes].some(attribute => /^on/i.test(attribute.name)) && !node.src?.startsWith('data:image/png;base64,AAAA')).length""")
    require(handlers == 0, name, "has event handlers in its text:", handlers)


def check_keyboard(watched, name, limit=600):
    """Tab reaches everything in order; what has the focus is visible, marked, and not behind anything."""
    watched.open(name)
    page = watched.page
    page.keyboard.press("Tab")
    first = page.evaluate("() => document.activeElement.className")
    require("skip" in first, name, "begins with", first, "instead of the skip link")
    for index in range(limit):
        state = page.evaluate("""() => {
          const node = document.activeElement;
          if (!node || node === document.body) { return null; }
          const box = node.getBoundingClientRect(), style = getComputedStyle(node);
          const lines = node.getClientRects(), line = lines[0] || box;
          const x = Math.min(Math.max(line.left + line.width / 2, 1), innerWidth - 2), y = Math.min(Math.max(line.top + Math.min(line.height / 2, 20), 1), innerHeight - 2);
          const top = document.elementFromPoint(x, y);
          return { what: node.outerHTML.slice(0, 120), width: box.width, height: box.height,
            marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            free: Boolean(top) && (top === node || node.contains(top) || top.contains(node)) }; }""")
        if not state:
            break
        require(state["marked"], name, "no mark of the focus:", state["what"])
        require(state["width"] > 0 and state["seen"] and state["free"], name, "the focus is out of sight:", state)
        page.keyboard.press("Tab")
    return index


def check_quiet(watched, name):
    """With reduced motion asked for, nothing moves."""
    watched.open(name)
    moving = watched.page.evaluate("""() => [...document.querySelectorAll('*')].filter(node => { const style = getComputedStyle(node);
      return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0 || style.scrollBehavior === 'smooth'; }).length""")
    require(moving == 0, name, "moves with reduced motion:", moving)


def check_theme(watched, name):
    """The switch turns the page, the choice outlives a reload, and a page painted dark is dark from the start."""
    watched.open(name)
    page = watched.page
    background = "() => getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.locator("button.theme").click()
    dark = page.evaluate(background)
    require(light != dark, name, "the switch changes nothing")
    page.reload()
    require(page.evaluate(background) == dark, name, "the theme is forgotten")
    require(page.locator("button.theme").get_attribute("aria-pressed") == "true", name, "the switch does not say that it is on")
    axe(watched, f"{name} switched")
    page.locator("button.theme").click()
    require(page.evaluate(background) == light, name, "does not switch back")
    watched.look(f"{name} theme")


def check_paper(watched, name, shots):
    watched.open(name)
    page = watched.page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    hidden = page.evaluate("""() => ['.site-header', '.site-footer', '.neighbours', '.course', '.up', '.copy', 'form .actions', '.study'].filter(
      selector => [...document.querySelectorAll(selector)].some(node => node.getClientRects().length))""")
    require(not hidden, name, "prints", hidden)
    sideways(watched, f"{name} on paper")
    cut = page.evaluate("""() => [...document.querySelectorAll('pre, table, .scroll, svg, img')].filter(
      node => node.getBoundingClientRect().right > innerWidth + 1 || (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible' && node.clientWidth > 0))
      .map(node => node.outerHTML.slice(0, 80))""")
    require(not cut, name, "is cut off on paper:", cut[:3], len(cut))
    if shots:
        page.pdf(path=shots / f"{name.removesuffix('.html')}.pdf", format="A4")


def check_still(watched, name, shots):
    """Without script a page is read, and nothing in it pretends to work."""
    watched.open(name)
    page = watched.page
    require(len(page.locator("main").inner_text()) > 20, name, "is empty without script")
    dead = page.evaluate("""() => [...document.querySelectorAll('button')].filter(node => {
      const style = getComputedStyle(node); return node.getClientRects().length && style.visibility !== 'hidden'; }).map(node => node.outerHTML)""")
    require(not dead, name, "has dead buttons without script:", dead[:3])
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    require(wide <= 0, name, "without script scrolls sideways by", wide)
    for message in watched.messages:
        if not message.startswith(("not loaded", "error: Blocked script")):
            fault(name, "without script:", message)
    if shots:
        page.screenshot(path=shots / f"{name.removesuffix('.html')}-no-script.png")
