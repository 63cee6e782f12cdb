#!/usr/bin/env python3
"""Reads the recorded formats of FlowLogReportTests with readers that are not ours, and proves that text of others stays text.

Every format is recorded twice with the same plan: "injection" has text that would be a link, a mention, a tag, a command, a sample or a
table cell, "harmless" has plain words. What a reader finds beside the texts themselves must be the same in both.
Needs cmarkgfm (GitHub's own Markdown), junitparser, prometheus_client and pydantic-sarif (classes made from the SARIF 2.1.0 schema).
"""

import collections
import html.parser
import json
import pathlib
import re
import sys
import unicodedata
import xml.etree.ElementTree

import cmarkgfm
import junitparser
import prometheus_client.parser
import pydantic
import pydantic_sarif.model
from cmarkgfm.cmark import Options

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "FlowLogReportTests/Golden/formats"
ELEMENTS = {
    "h2", "h3", "h4", "p", "strong", "em", "blockquote", "ul", "li", "code", "pre", "details", "summary", "table", "thead", "tbody", "tr", "th", "td"
}
STATES = ["blocked", "missing", "unhealthy", "extra", "superseded", "modified", "unadopted", "in_sync"]

failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


def read(name):
    return (GOLDEN / name).read_text(encoding="utf-8")


def names(ending):
    """The recorded files of a format."""
    found = sorted(path.name for path in GOLDEN.glob(f"*{ending}"))
    check(found, f"no recorded file ends with {ending}")
    return found


def twins(ending):
    """The two recordings of a format, with and without text that would be more than text."""
    return [(name, name.replace("injection", "harmless")) for name in names(ending) if name.startswith("injection")]


# Markdown


class Page(html.parser.HTMLParser):
    """The elements of a page, and the text outside and inside of code."""

    def __init__(self, markup):
        super().__init__()
        self.elements, self.words, self.texts, self.code = [], [], [], 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, tuple(attributes)))
        self.code += tag == "code"

    def handle_endtag(self, tag):
        self.elements.append(f"/{tag}")
        self.code -= tag == "code"

    def handle_data(self, data):
        (self.texts if self.code else self.words).append(data)

    def handle_comment(self, data):
        self.elements.append(("comment", data))

    def handle_decl(self, decl):
        self.elements.append(("declaration", decl))

    def handle_pi(self, data):
        self.elements.append(("instruction", data))

    def unknown_decl(self, data):
        self.elements.append(("declaration", data))


def rendered(name):
    """A page as GitHub shows it."""
    return Page(cmarkgfm.github_flavored_markdown_to_html(read(name), options=Options.CMARK_OPT_UNSAFE))


def check_markdown():
    for name in names(".md"):
        page = rendered(name)
        tags = {element[0] for element in page.elements if isinstance(element, tuple)}
        check(tags <= ELEMENTS | {"comment"}, f"{name}: has {sorted(tags - ELEMENTS)}")
        opened = collections.Counter(element[0] for element in page.elements if isinstance(element, tuple) and element[0] != "comment")
        closed = collections.Counter(element[1:] for element in page.elements if isinstance(element, str))
        check(opened == closed, f"{name}: {opened - closed} is open, {closed - opened} was not")
        comments = [element[1] for element in page.elements if element[0] == "comment"]
        check(len(comments) == 1 and page.elements[0] == ("comment", comments[0]), f"{name}: not one comment in front")
        check(read(name).startswith(f"<!--{comments[0]}-->\n"), f"{name}: the label is not alone on the first line")
        check(page.elements[1] == ("h2", ()) and opened["h2"] == 1, f"{name}: not one heading")
        check(not re.search(r"[@#]|https?:|www\.", "".join(page.words)), f"{name}: a mention, reference or address outside of code")
    pairs = twins(".md")
    check(len(pairs) == 6, f"{len(pairs)} pages with text that would be more than text, not 6")
    for name, harmless in pairs:
        page, twin = rendered(name), rendered(harmless)
        check(page.elements[1:] == twin.elements[1:], f"{name}: other elements than {harmless}")
        check(page.words == twin.words, f"{name}: other words outside of code than {harmless}")
        check(not any("<b> @x &" in text for text in page.texts), f"{name}: an entity of others is shown as what it stands for")


def check_html():
    """The rest, in a browser, is check_html.py."""
    pairs = twins(".html")
    check(len(pairs) == 3, f"{len(pairs)} HTML pages with text that would be more than text, not 3")
    for name, harmless in pairs:
        # How long a bar is, and what stands in an attribute, is of the texts.
        shape = lambda page: [(element[0], [key for key, _ in element[1]]) if isinstance(element[1], tuple) else element for element in page.elements]
        page, twin = Page(read(name)), Page(read(harmless))
        check(shape(page) == shape(twin), f"{name}: other elements than {harmless}")
        check(any("<img src=x" in text for text in page.words), f"{name}: lacks the texts")


# GitHub's workflow commands, as its runner reads them

COMMAND = re.compile(r"::(?P<kind>[a-z]+) (?P<properties>.*?)::(?P<message>.*)")


def unescaped(text, codes):
    return re.sub("%(" + "|".join(codes) + ")", lambda match: chr(int(match[1], 16)), text)


def commands(name):
    """The commands of a text, and its other lines."""
    found, others = [], []
    for line in read(name).splitlines():
        match = COMMAND.fullmatch(line)
        if line.strip().startswith("::") and match:
            pairs = [pair.split("=", 1) for pair in match["properties"].split(",")]
            properties = {key: unescaped(value, ["25", "0D", "0A", "3A", "2C"]) for key, value in pairs}
            found.append((match["kind"], properties, unescaped(match["message"], ["25", "0D", "0A"])))
        else:
            check("##[" not in line and "::" not in line, f"{name}: may be taken for a command: {line}")
            others.append(line)
    return found, others


def check_github():
    for name in names(".github.txt"):
        found, others = commands(name)
        kinds = [kind for kind, _, _ in found]
        check(kinds == sorted(kinds, key=["error", "warning", "notice"].index), f"{name}: not the worst first")
        check(all(count <= 10 for count in collections.Counter(kinds).values()), f"{name}: more than ten of a kind")
        check(1 <= len(others) <= 2, f"{name}: {len(others)} lines beside the commands")
        check(all(message for _, _, message in found), f"{name}: an empty message")
        for _, properties, _ in found:
            check({"title"} <= properties.keys() <= {"title", "file", "line", "col", "endLine", "endColumn"}, f"{name}: {properties}")
    for name, harmless in [pair for pair in twins(".github.txt") if "validate" not in pair[0]]:
        (found, others), (twin, words) = commands(name), commands(harmless)
        shape = lambda items: [(kind, sorted(properties)) for kind, properties, _ in items]
        check(shape(found) == shape(twin) and others == words, f"{name}: other commands than {harmless}")
    for name in names("output.txt"):
        lines = [line.split("=") for line in read(name).splitlines()]
        check([line[0] for line in lines] == ["has_changes", "create", "update", "replace", "delete"], f"{name}: other names")
        check(lines[0][1] in ("true", "false") and all(line[1].isdigit() for line in lines[1:]), f"{name}: other values")


# SARIF and JUnit


def check_sarif():
    for name in names(".sarif"):
        document = json.loads(read(name))
        try:
            pydantic_sarif.model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(document)
        except pydantic.ValidationError as error:
            failures.append(f"{name}: {error}")
        run = document["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        check(run["columnKind"] == "unicodeCodePoints", f"{name}: columns of another kind")
        for rule in rules:
            check(rule["shortDescription"]["text"] and rule["help"]["text"], f"{name}: {rule['id']} is not explained")
        for result in run["results"]:
            check(rules[result["ruleIndex"]]["id"] == result["ruleId"], f"{name}: another rule's index")
            location = result["locations"][0]["physicalLocation"]
            check(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", location["artifactLocation"]["uri"]), f"{name}: {location}")
            check(location["region"]["endColumn"] > location["region"]["startColumn"] >= 1, f"{name}: {location}")
        texts = [result["message"]["text"] for result in run["results"]]
        check(not any("[" in text or "]" in text for text in texts), f"{name}: a link in a message")
        notifications = run["invocations"][0]["toolConfigurationNotifications"]
        errors = [notification for notification in notifications if notification["level"] == "error"]
        check(run["invocations"][0]["executionSuccessful"] == (not errors), f"{name}: success in spite of errors, or none without")
    injection = json.loads(read("injection.sarif"))["runs"][0]
    check(len(injection["results"]) == len(injection["invocations"][0]["toolConfigurationNotifications"]) > 30, "diagnostics are lost")


def results(path):
    """The suites of a file: their names, and what became of each test."""
    return [
        (suite.name, suite.tests, suite.failures, suite.errors, suite.skipped, [[type(result).__name__ for result in case.result] for case in suite])
        for suite in junitparser.JUnitXml.fromfile(str(path))
    ]


def check_junit():
    for name in names(".junit.xml"):
        suites = results(GOLDEN / name)
        check(suites, f"{name}: no suites")
        for suite, tests, failed, errors, skipped, outcomes in suites:
            flat = [kind for outcome in outcomes for kind in outcome]
            counted = (len(outcomes), flat.count("Failure"), flat.count("Error"), flat.count("Skipped"))
            check((tests, failed, errors, skipped) == counted, f"{name}: {suite} says {tests, failed, errors, skipped}, has {counted}")
        tags = {element.tag for element in xml.etree.ElementTree.parse(GOLDEN / name).iter()}
        check(tags <= {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}, f"{name}: has {tags}")
    for name, harmless in [pair for pair in twins(".junit.xml") if "validate" not in pair[0]]:
        without_names = [[suite[1:] for suite in results(GOLDEN / twin)] for twin in (name, harmless)]
        check(sorted(without_names[0]) == sorted(without_names[1]), f"{name}: other results than {harmless}")


# Prometheus


def samples(name):
    families = list(prometheus_client.parser.text_string_to_metric_families(read(name)))
    return families, [sample for family in families for sample in family.samples]


def check_prometheus():
    for name in names(".prom"):
        families, found = samples(name)
        for family in families:
            check(family.type == "gauge" and family.documentation, f"{name}: {family.name} has no type or help")
        keys = [(sample.name, tuple(sorted(sample.labels.items()))) for sample in found]
        check(len(keys) == len(set(keys)), f"{name}: a sample is there twice")
        check(all(sample.timestamp is None for sample in found), f"{name}: a sample has a time")
        stacks = collections.defaultdict(list)
        for sample in found:
            if sample.name == "flowlogctl_loggers":
                stacks[tuple(sample.labels[name] for name in ("stack", "region", "project"))].append(sample.labels["state"])
        check(all(states == STATES for states in stacks.values()), f"{name}: not every state of every stack")
    for name, harmless in twins(".prom"):
        shape = lambda file: [(sample.name, sorted(sample.labels), sample.value) for sample in samples(file)[1]]
        check(sorted(shape(name)) == sorted(shape(harmless)), f"{name}: other samples than {harmless}")


# GitLab and Slack


def check_json():
    for name in names(".gitlab.json"):
        document = json.loads(read(name))
        numbers = document.keys() == {"create", "update", "delete"} and all(type(value) is int for value in document.values())
        check(numbers or (document.keys() == {"errors"} and document["errors"]), f"{name}: {document}")
    for name in names(".slack.json"):
        document = json.loads(read(name))
        text = document["text"]
        check(document.keys() == {"text"} and 0 < len(text.encode()) <= 3000, f"{name}: {len(text)} characters")
        check(not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", text), f"{name}: a mention or a link")
        title, *lines = re.sub(r"`[^`\n]+`", "", text).splitlines()
        check(re.fullmatch(r"\*flowlogctl drift(: resolved|: the check failed)?\*", title), f"{name}: {title}")
        for line in lines:
            item = re.fullmatch(rf"• (?:(?:not checked|unmanaged|resolved|{'|'.join(STATES)}):| exit code \d:) *", line)
            check(item or re.fullmatch(r"[\w ,.;:()]*", line) and "_" not in line, f"{name}: not only words outside of code: {line}")


def check_terraform():
    """As terraform-json and checkov read a plan: by address, from planned_values to resource_changes and the configuration."""
    for name in names(".terraform.json"):
        text = read(name)
        plan = json.loads(text)
        check(text.endswith("}\n") and text.count("\n") == 1, f"{name}: not one line")
        check(plan["format_version"] == "1.2" and re.fullmatch(r"1\.\d+\.\d+", plan["terraform_version"]), f"{name}: versions")
        deferred = [change["resource_change"] for change in plan["deferred_changes"]]
        addresses = [change["address"] for change in plan["resource_changes"] + deferred]
        check(len(set(addresses)) == len(addresses), f"{name}: an address twice")
        changes = {change["address"]: change for change in plan["resource_changes"]}
        planned = {resource["address"]: resource for resource in plan["planned_values"]["root_module"]["resources"]}
        check(planned.keys() == {key for key, change in changes.items() if change["change"]["after"] is not None}, f"{name}: what is planned")
        declared = {(resource["type"], resource["name"]) for resource in plan["configuration"]["root_module"]["resources"]}
        for change in [*changes.values(), *deferred]:
            address, details = change["address"], change["change"]
            check(address == f"flowlog_logger.this[{json.dumps(change['index'], ensure_ascii=False)}]" or "\\" in address, f"{name}: {address}")
            check((change["type"], change["name"]) in declared and change["mode"] == "managed", f"{name}: {address} is not declared")
            check(change["index"].count("/") >= 3, f"{name}: {address} lacks cloud, region, stack or key")
            there = {"no-op": (True, True), "create": (False, True), "update": (True, True), "delete": (True, False), "forget": (True, False)}
            actions = details["actions"]
            before, after = there[actions[0]] if len(actions) == 1 else (True, True)
            if change in deferred and actions == ["no-op"]:
                before, after = details["before"] is not None, details["after"] is not None
            check((details["before"] is not None, details["after"] is not None) == (before, after), f"{name}: {address} {actions}")
            check(not set(details["after"] or {}) & set(details["after_unknown"]), f"{name}: {address} has a value that is not known")
            check("importing" not in details or actions == ["update"], f"{name}: {address} imports without an update")
            if address in planned:
                check(planned[address]["values"] == details["after"], f"{name}: {address} is planned otherwise")


def check_characters():
    """Nothing steers a terminal or reorders text, in any of them."""
    for path in sorted(GOLDEN.iterdir()):
        for character in set(path.read_text(encoding="utf-8")) - {"\n"}:
            kind = unicodedata.category(character)
            directed = unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
            check(kind not in {"Cc", "Cf", "Zl", "Zp"} and not directed, f"{path.name}: {character!a}")


def main():
    for part in [check_markdown, check_html, check_github, check_sarif, check_junit, check_prometheus, check_json, check_terraform, check_characters]:
        try:
            part()
        except Exception as error:  # what a reader cannot read
            failures.append(f"{part.__name__}: {error!r}")
    print("\n".join(failures) if failures else f"{len(list(GOLDEN.iterdir()))} recorded formats are read by others as they are meant")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
