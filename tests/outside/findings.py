"""Reads the report of a run of Schemathesis: `findings.py REPORT DOCUMENT FINDINGS` appends each kind of failure once to FINDINGS, as a
JSON object a line, with an example of it."""

import base64
import json
import re
import sys

REPORT, DOCUMENT, FINDINGS = sys.argv[1:]


def decoded(body):
    return base64.b64decode(body["$base64"]) if body else b""


def complaints(response):
    """What the server says is wrong, without the numbers that differ from one request to the next."""
    text = decoded(response.get("content")).decode(errors="replace")
    try:
        problem = json.loads(text)
    except ValueError:
        problem = {}
    errors = [f"{error['keyword']}: {error['detail']}" for error in problem.get("errors", []) if "keyword" in error]
    return sorted({re.sub(r"\b\d+\b", "N", text) for text in errors or [problem.get("detail") or text[:80]]})


def kinds(check, failure, interaction):
    """What distinguishes this failure from others of the same check."""
    message = failure["message"].split("\n")
    if check == "positive_data_acceptance":
        response = interaction["response"]
        return [f"{response['status_code']} {complaint}" for complaint in complaints(response)]
    if check == "negative_data_rejection":
        component = [line.removeprefix("Invalid component: ") for line in message if line.startswith("Invalid component: ")]
        return component or [failure["message"]]
    return [message[0]]


def example(interaction):
    request, response = interaction["request"], interaction.get("response") or {}
    url = re.sub(r"^http://[^/]*", "", request["uri"])
    parts = [f"{request['method']} {url}", str(request["headers"].get("Content-Type", [""])[0]), repr(decoded(request.get("body")))]
    answer = f"{response.get('status_code')} {decoded(response.get('content'))!r}"
    return [part[:600] for part in [*parts, answer]]


def failures(events):
    for event in events:
        for error in ("NonFatalError", "FatalError"):
            if error in event:
                value = event[error].get("value") or event[error].get("exception") or event[error]
                what = value.get("message") if isinstance(value, dict) else str(value)
                yield event[error].get("label") or "", "error", [str(what).split("\n")[0]], []
        recorder = event.get("ScenarioFinished", {}).get("recorder", {})
        for case, checks in recorder.get("checks", {}).items():
            for check in checks:
                if check["status"] != "failure":
                    continue
                failure, interaction = check["failure_info"]["failure"], recorder["interactions"][case]
                operation = failure.get("operation") or recorder["label"]
                yield operation, check["name"], kinds(check["name"], failure, interaction), example(interaction)


def main():
    seen = {}
    finished = False
    with open(REPORT, encoding="utf-8") as report:
        events = [json.loads(line) for line in report]
    finished = any("EngineFinished" in event for event in events)
    for operation, check, whats, shown in failures(events):
        for what in whats:
            seen.setdefault((operation, check, what), [0, shown])[0] += 1
    if not finished:
        seen["", "error", "the run did not end"] = [1, []]
    cases = sum(len(event["ScenarioFinished"]["recorder"].get("checks", {})) for event in events if "ScenarioFinished" in event)
    print(f"schemathesis: {DOCUMENT}: {cases} requests, {len(seen)} kinds of failures")
    with open(FINDINGS, "a", encoding="utf-8") as findings:
        for (operation, check, what), (count, shown) in seen.items():
            line = {"tool": "schemathesis", "document": DOCUMENT, "operation": operation, "check": check, "what": what}
            findings.write(json.dumps({**line, "count": count, "example": shown}) + "\n")


main()
