"""Compares what counterparts found with what is accepted: `judge.py ACCEPTED FINDINGS TOOL...`.

Fails if something was found that no entry accepts, and tells the entries of these tools that nothing was found for.
"""

import fnmatch
import json
import sys

import yaml

ACCEPTED, FINDINGS, *TOOLS = sys.argv[1:]
MOST_SHOWN = 40


def accepted():
    """A tuple for each operation of each entry; the last is the pattern of what is found."""
    with open(ACCEPTED, encoding="utf-8") as file:
        listed = yaml.safe_load(file)
    for tool, entries in listed.items():
        for entry in entries:
            if not entry.get("why") or set(entry) - {"document", "check", "operations", "what", "why"}:
                sys.exit(f"an entry is not in order: {entry}")
            for operation in entry["operations"]:
                yield tool, entry["document"], operation, entry["check"], entry["what"]


def accepts(entry, finding):
    *place, pattern = entry
    found = [finding[key] for key in ("tool", "document", "operation", "check")]
    return place == found and fnmatch.fnmatchcase(finding["what"], pattern)


def main():
    entries = [entry for entry in accepted() if entry[0] in TOOLS]
    with open(FINDINGS, encoding="utf-8") as file:
        findings = [json.loads(line) for line in file]
    used = set()
    unaccepted = []
    for finding in findings:
        matching = [entry for entry in entries if accepts(entry, finding)]
        used.update(matching)
        if not matching:
            unaccepted.append(finding)
    for finding in unaccepted[:MOST_SHOWN]:
        print(" | ".join(["NOT ACCEPTED", *(finding[key] for key in ("tool", "document", "operation", "check", "what"))]))
        for line in finding.get("example", []):
            print("    " + line)
    for entry in sorted(set(entries) - used):
        print("listed, and not found in this run: " + " | ".join(entry))
    print(f"{len(findings)} kinds of failures, {len(findings) - len(unaccepted)} of them accepted by {len(used)} of {len(entries)} entries")
    sys.exit(1 if unaccepted else 0)


main()
