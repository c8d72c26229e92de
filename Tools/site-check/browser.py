"""Chromium, watched: whatever a page says, asks for or opens is kept until somebody looks."""
import contextlib, pathlib, urllib.parse

from playwright.sync_api import Error, sync_playwright

from faults import fault

# Runs before any script of the page. The flags are what the hostile chapters try to set.
PROBE = """
window.siteCheck = { shift: 0, refused: [] };
new PerformanceObserver(function (list) {
  list.getEntries().forEach(function (entry) { if (!entry.hadRecentInput) { window.siteCheck.shift += entry.value; } });
}).observe({ type: 'layout-shift', buffered: true });
document.addEventListener('securitypolicyviolation', function (event) { window.siteCheck.refused.push(event.violatedDirective + ' ' + event.blockedURI); });
"""


class Watched:
    """A page, and everything it did since the last look."""

    def __init__(self, page, base):
        self.page = page
        self.base = base
        self.messages = []
        self.requests = []
        page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.messages.append(f"exception: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("dialog", self._dialog)
        page.on("popup", lambda other: self.messages.append(f"opened a window: {other.url}"))

    def _failed(self, request):
        # A page that is left stops loading.
        if request.failure != "net::ERR_ABORTED":
            self.messages.append(f"not loaded: {request.url} {request.failure}")

    def _dialog(self, dialog):
        self.messages.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, name):
        self.messages.clear()
        self.requests.clear()
        self.page.goto(self.base + name, wait_until="load")
        return self

    def look(self, where):
        """Names everything that should not have happened."""
        for message in self.messages:
            fault(where, message)
        for address in self.requests:
            if not address.startswith(self.base) and not address.startswith(("data:", "blob:")):
                fault(where, "asks elsewhere:", address)
        for refused in self.page.evaluate("() => (window.siteCheck || { refused: [] }).refused"):
            fault(where, "refused by the policy:", refused)
        self.messages.clear()

    def loaded(self, site):
        """The files that the page asked for, with their sizes."""
        sizes = {}
        for address in self.requests:
            if address.startswith(self.base):
                path = urllib.parse.unquote(urllib.parse.urlsplit(address).path)
                name = path[len(urllib.parse.unquote(urllib.parse.urlsplit(self.base).path)):]
                file = pathlib.Path(site) / (name or "index.html")
                if file.is_file():
                    sizes[name] = file.stat().st_size
        return sizes


class Browser:
    def __init__(self, program):
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])

    def close(self):
        self._browser.close()
        self._playwright.stop()

    @contextlib.contextmanager
    def page(self, base, width=1440, height=900, script=True, theme="light", **options):
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, color_scheme=theme,
            has_touch=width < 600, is_mobile=width < 600, locale="ja-JP", accept_downloads=True, **options)
        context.set_default_timeout(10000)
        if script:
            context.add_init_script(PROBE)
        try:
            yield Watched(context.new_page(), base)
        finally:
            with contextlib.suppress(Error):
                context.close()
