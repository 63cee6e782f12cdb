#!/usr/bin/env python3
"""Reads the pages of coverage, plan, show and drift as others do: a strict parser of HTML, and Chromium on a narrow and a wide screen, in the
dark, on paper, and where a policy as that of Jenkins takes the style away. Each rule must also refuse a page that breaks it.

The pages are the recorded ones of FlowLogReportTests (those of hostile text among them), and large ones made here against the simulator.
Needs html5lib, playwright, axe-playwright-python (which carries axe) and Debian's chromium-headless-shell or chromium; flowlogctl and
flowlog-simulator must be built.
"""

import contextlib
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree

import html5lib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Tests/FlowLogReportTests/Golden/formats"
LIMIT = 5_000_000
JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'"
PORTS, LOGGERS = 2_000, 10_000
# One page of each shape, since axe takes seconds for each.
SEEN_BY_AXE = ["actions.plan.html", "blocked.drift.html", "states.coverage.html", "injection.plan.html", "coverage, small"]
# As a browser would act on it: each is what Markup escapes, in another way.
HOSTILE = ["<script>alert(1)</script>", "</table></main>", "\"><img src=/x onerror=alert(1)>", "' onload='alert(1)", "&lt;b&gt; &#60;", "<!--", "]]>",
           "a" * 200, "웹 서버", "javascript:alert(1)"]
STORAGE = "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef0123456789abcdef/flowlog"
ELEMENTS = set(
    "html head meta title style body main section h1 h2 h3 p strong ul li dl dt dd table caption thead tbody tr th td details summary code br svg rect".split())
# Nothing here loads, runs or leads anywhere.
ATTRIBUTES = set(
    "lang charset name content class scope role aria-label aria-hidden width height x y fill stroke stroke-width stroke-dasharray".split())


# Pages


def uuid(kind, number):
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


def inventory(ports, names):
    """VPCs with eight subnets each, whose ports are of each kind."""
    vpcs = range(max(1, ports // 200))
    subnets = [(vpc, number) for vpc in vpcs for number in range(8)]
    name = lambda number: names[number % len(names)]
    owners = ["compute:kr-pub-a", "compute:kr-pub-b", "Octavia", "network:dhcp", ""]
    return {
        "vpcs": [{"id": uuid(1, vpc), "name": name(vpc), "cidrv4": f"10.{vpc}.0.0/16"} for vpc in vpcs],
        "vpcsubnets": [
            {"id": uuid(2, 8 * vpc + number), "name": name(number), "vpc_id": uuid(1, vpc), "cidr": f"10.{vpc}.{number}.0/24"}
            for vpc, number in subnets],
        "ports": [
            {"id": uuid(3, number), "name": name(number), "network_id": uuid(1, vpc), "status": "ACTIVE", "device_owner": owners[number % 5],
             "device_id": "i" if number % 5 != 4 else "",
             "fixed_ips": [{"subnet_id": uuid(2, 8 * vpc + subnet), "ip_address": f"10.{vpc}.{subnet}.{number % 250 + 1}"}]}
            for number in range(ports) for vpc, subnet in [subnets[number * 7 % len(subnets)]]],
    }


def logger(number, target, **more):
    return {"name": f"l{number}", "resource_type": "SUBNET", "resource_id": target, "storage_url": f"{STORAGE}/{number}", **more}


def recorders(ports):
    """Loggers of most of these subnets: good ones, one that is ill, one that is switched off, one that records half."""
    more = [{}, {}, {}, {"filter": "DROP"}, {"admin_state_up": False, "status": "INACTIVE"}, {"status": "ERROR", "error_type": "OBSConfigurationError"}]
    return [{"id": uuid(4, number), **logger(number, uuid(2, number), **more[number % 7])} for number in range(8 * max(1, ports // 200)) if number % 7 < 6]


def manifest(loggers):
    return json.dumps({"apiVersion": "flowlog/v1", "stack": "page", "region": "KR1", "loggers": loggers})


def fleet(count, names):
    """A manifest and what is live: a quarter each unchanged, changed, new and deleted."""
    described = lambda number, text: f"{text} {number}"
    wanted, live = {}, []
    for number in range(count):
        text = names[number % len(names)]
        if number % 4 != 3:
            wanted[f"key-{number}"] = logger(number, uuid(5, number), description=described(number, text))
        if number % 4 != 2:
            description = described(number, text if number % 4 == 0 else "before")
            live.append({"id": uuid(6, number), **logger(number, uuid(5, number), description=f"{description} [flowlogctl:page/key-{number}]")})
    return manifest(wanted), live


@contextlib.contextmanager
def simulator(folder, loggers, network=None):
    """Yields the environment in which flowlogctl finds it."""
    (folder / "seed.json").write_text(json.dumps(loggers))
    options = ["--seed", folder / "seed.json"]
    if network:
        (folder / "inventory.json").write_text(json.dumps(network))
        options += ["--inventory", folder / "inventory.json"]
    process = subprocess.Popen([BINARIES / "flowlog-simulator", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().split()[-1]
        login = {"OS_AUTH_URL": f"{url}/v2.0", "OS_USERNAME": "me@example.com", "OS_PASSWORD": "secret", "OS_TENANT_ID": "0123456789abcdef0123456789abcdef"}
        yield {"PATH": os.environ["PATH"], "OS_REGION_NAME": "KR1", **login}
    finally:
        process.terminate()
        process.wait()


def made(folder):
    """Pages by name."""
    pages = {}

    def page(name, environment, *arguments, says=()):
        done = subprocess.run([BINARIES / "flowlogctl", *arguments, "--format", "html"], env=environment, capture_output=True, text=True, timeout=600)
        if done.returncode not in (0, 2):
            failures.append(f"{name}: exit code {done.returncode}: {done.stderr}")
        pages[name] = done.stdout
        for text in says:
            check(text in done.stdout, f"{name}: does not say '{text}'")

    for size, ports, loggers in [("small", 60, 40), ("large", PORTS, LOGGERS)]:
        with simulator(folder, recorders(ports), inventory(ports, HOSTILE)) as environment:
            page(f"coverage, {size}", environment, "coverage")
        text, live = fleet(loggers, HOSTILE)
        stack, plan = folder / f"{size}.yaml", folder / f"{size}.plan"
        stack.write_text(text)
        with simulator(folder, live) as environment:
            counts = [f"Plan: {loggers // 4} to add, {loggers // 4} to change, {loggers // 4} to destroy.", f"Ends recording ({loggers // 4})"]
            page(f"plan, {size}", environment, "plan", stack, "--out", plan, says=counts)
            page(f"show, {size}", environment, "show", plan)
            check(pages.pop(f"show, {size}") == pages[f"plan, {size}"], f"show, {size}: another page than plan's")
            page(f"drift, {size}", environment, "drift", stack, says=counts[1:])
    return pages


# What a strict parser finds


def parse(text):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "comment"


def said(tree):
    """All that a page says, in order, with nothing between."""
    return "".join("".join(tree.find("body").itertext()).split())


def complaints(text):
    """What a page that loads nothing and runs nothing has that it should not have."""
    found = []
    if len(text.encode()) > LIMIT:
        found.append(f"{len(text.encode())} bytes")
    try:
        tree = parse(text)
    except html5lib.html5parser.ParseError as error:
        return found + [f"is not strict: {error}"]
    elements = [(local(element), element.attrib) for element in tree.iter()]
    found += [f"has an element {name}" for name in sorted({name for name, _ in elements} - ELEMENTS)]
    found += [f"has an attribute {name}" for name in sorted({name for _, attributes in elements for name in attributes} - ATTRIBUTES - {"id"})]
    identities = [attributes["id"] for _, attributes in elements if "id" in attributes]
    if len(set(identities)) < len(identities):
        found.append("has an id twice")
    if re.search(r"@import|url\(", "".join(tree.find("head").itertext())):
        found.append("has a style that loads something")
    levels = [int(name[1]) for name, _ in elements if re.fullmatch("h[1-6]", name)]
    if levels[:1] != [1] or levels.count(1) != 1 or any(after > before + 1 for before, after in zip(levels, levels[1:])):
        found.append(f"has headings out of order: {levels[:20]}")
    for table in tree.iter("table"):
        if local(table[0]) != "caption" or not "".join(table[0].itertext()).strip():
            found.append("has a table without a caption")
        widths = {len(row) for row in table.iter("tr")}
        if len(widths) != 1 or any(local(cell) != "th" or cell.get("scope") != "col" for cell in table.find("thead/tr")):
            found.append(f"has a table that is not even, or without header cells: {widths}")
        if any(local(row[0]) != "th" or row[0].get("scope") != "row" for row in table.iterfind("tbody/tr")):
            found.append("has a row without a header cell")
    if tree.get("lang") != "en" or not "".join(tree.find("head/title").itertext()).strip():
        found.append("has no language, or no title")
    return found


# What a browser makes of it


class Browser:
    """Chromium, and a server on the loopback interface that it gets one page at a time from."""

    def __init__(self, playwright):
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        arguments = ["--headless", "--no-sandbox"]  # as root in a container there is no other way
        self.chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        browser = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if browser.policy:
                    self.send_header("Content-Security-Policy", browser.policy)
                self.end_headers()
                self.wfile.write(browser.text.encode())

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @contextlib.contextmanager
    def page(self, text, width=1280, policy=None, **media):
        """The page, and a list of what it asked for."""
        self.text, self.policy = text, policy
        page = self.chromium.new_page(viewport={"width": width, "height": 800})
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        try:
            page.emulate_media(**media)
            page.goto(f"http://127.0.0.1:{self.server.server_port}/")
            yield page, requests
        finally:
            page.close()

    def complaints(self, text, axe=False):
        found = []
        unfold = "document.querySelectorAll('details').forEach(details => details.open = true)"
        with self.page(text, width=360, media="print") as (page, requests):
            hidden = page.evaluate("""[...document.querySelectorAll('details')].filter(details =>
                !details.lastElementChild.checkVisibility({contentVisibilityAuto: true})).length""")
            if hidden:
                found.append(f"hides {hidden} folded parts on paper")
            page.emulate_media(media="screen")
            page.evaluate(unfold)
            for width, scheme in [(360, "light"), (1280, "light"), (1280, "dark")]:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                room, needed = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
                if needed > room:
                    found.append(f"is {needed} pixels wide on a screen of {width}")
                if axe:
                    found += [f"axe: {scheme}: {violation}" for violation in self.violations(page)]
            if len(requests) != 1:
                found.append(f"asks for {requests[1:]}")
        with self.page(text, policy=JENKINS) as (page, _):
            if page.evaluate("getComputedStyle(document.body).maxWidth") != "none":
                found.append("has a style in spite of the policy, so that this check proves nothing")
            page.evaluate(unfold)
            if "".join(page.evaluate("document.body.innerText").split()) != said(parse(text)):
                found.append("does not say all, or in another order, where a policy takes its style away")
        return found

    @staticmethod
    def violations(page):
        result = Axe().run(page).response
        return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in result["violations"]]


# Broken pages, each by what it should be refused for

PAGE = (GOLDEN / "actions.plan.html").read_text(encoding="utf-8")
BROKEN = {
    "is not strict": PAGE.replace("</strong>", "", 1),
    "element script": PAGE.replace("</main>", "<script>1</script></main>"),
    "attribute href": PAGE.replace("</main>", '<p href="/">x</p></main>'),
    "an id twice": PAGE.replace("<h2>", '<h2 id="a">', 1).replace("<h3>", '<h3 id="a">', 1),
    "loads something": PAGE.replace("</style>", "@import '/x';</style>"),
    "headings out of order": PAGE.replace("<h2>", "<h3>", 1).replace("</h2>", "</h3>", 1),
    "without a caption": PAGE.replace("<caption>Changes</caption>", ""),
    "not even": PAGE.replace('<th scope="col">what</th>', "", 1),
    "without a header cell": re.sub(r'<tr><th scope="row">(.*?)</th>', r"<tr><td>\1</td>", PAGE, count=1),
    "no language": PAGE.replace(' lang="en"', ""),
    "bytes": PAGE.replace("</main>", "x" * LIMIT + "</main>"),
}
BROKEN_TO_SEE = {
    "asks for": PAGE.replace("</main>", '<svg><image href="/x.png"></image></svg></main>'),
    "pixels wide": PAGE.replace("pre-wrap", "pre"),
    "axe: light: color-contrast": PAGE.replace("</style>", "p { color: #999; }</style>"),
    "axe: dark: color-contrast": PAGE.replace("</style>", "p { color: #333; }</style>"),
    "takes its style away": PAGE.replace("<p>", "<p hidden>").replace("</style>", "[hidden] { display: block; }</style>"),
    "on paper": PAGE.replace("content-visibility: visible", ""),
}

BINARIES = pathlib.Path(subprocess.run(["swift", "build", "--show-bin-path"], check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip())
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


def main():
    recorded = {path.name: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.parent.rglob("*.html"))}
    check(set(SEEN_BY_AXE) <= recorded.keys() | {"coverage, small"}, "a page that axe should see is not recorded")
    with tempfile.TemporaryDirectory() as folder:
        others = made(pathlib.Path(folder))
    for name, text in {**recorded, **others}.items():
        failures.extend(f"{name}: {complaint}" for complaint in complaints(text))
    for name in recorded:
        if name.startswith("injection"):
            tags = [[local(element) for element in parse(recorded[page]).iter()] for page in (name, name.replace("injection", "harmless"))]
            check(tags[0] == tags[1], f"{name}: other elements than its harmless twin")
    for reason, text in BROKEN.items():
        check(any(reason in complaint for complaint in complaints(text)), f"a page is not refused for '{reason}': {complaints(text)}")
    with sync_playwright() as playwright:
        browser = Browser(playwright)
        for name, text in {**recorded, **others}.items():
            failures.extend(f"{name}: {complaint}" for complaint in browser.complaints(text, axe=name in SEEN_BY_AXE))
        for reason, text in BROKEN_TO_SEE.items():
            found = browser.complaints(text, axe="axe" in reason)
            check(any(reason in complaint for complaint in found), f"a page is not refused for '{reason}': {found}")
    print("\n".join(failures) if failures else f"{len(recorded) + len(others)} pages are read by others as they are meant")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
