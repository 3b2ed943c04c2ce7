"""Puts Prism, which validates what passes, between the generated client and the generated server of a description.

    prism.py PRISM CALL DOCUMENT DESCRIPTION SERVER FINDINGS

Appends to FINDINGS a JSON object for each violation that Prism reports, and for each call that it cannot take.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PRISM, CALL, DOCUMENT, DESCRIPTION, SERVER, FINDINGS = sys.argv[1:]
START_SECONDS, CALL_SECONDS = 60, 60

# A port of this machine that was free a moment ago.
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    PORT = free.getsockname()[1]
PROXY = f"http://127.0.0.1:{PORT}"


class Prism:
    """A proxy that is started again when it dies, which some requests make it do."""

    def __init__(self):
        self.process = None
        self.log = tempfile.TemporaryFile()

    def ensure(self):
        if self.process and self.process.poll() is None:
            return
        command = [PRISM, "proxy", DESCRIPTION, f"{SERVER}/{DOCUMENT}", "--errors", "-h", "127.0.0.1", "-p", str(PORT)]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(PROXY, timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        sys.exit(f"Prism did not start with {DESCRIPTION}")

    def died(self):
        """Whether it does so within a moment."""
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


def calls(*operation):
    command = [CALL, DOCUMENT, PROXY, *operation]
    lines = subprocess.run(command, capture_output=True, text=True, timeout=CALL_SECONDS, check=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def unanswered(call):
    return "error" in call and call["body"] is None


def calls_of_all(prism):
    """The calls of every operation; those of one after which Prism died are made again, by themselves."""
    prism.ensure()
    first = calls()
    again = {call["operation"] for call in first if unanswered(call)}
    done = [call for call in first if call["operation"] not in again]
    for operation in sorted(again):
        prism.ensure()
        made = calls(operation)
        if any(map(unanswered, made)) and prism.died():
            made = [{**call, "error": "Prism died"} if unanswered(call) else call for call in made]
        done += made
    return done


def violations(call):
    """What Prism, or the client behind it, has to say of a call."""
    if "answer" in call:
        return []
    try:
        problem = json.loads(call["body"] or "null")
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or "stoplight.io/prism" not in str(problem.get("type")):
        return [call["error"]]
    found = [f"{'.'.join(one.get('location', []))}: {one['message']}" for one in problem.get("validation", [])]
    return found or [f"{problem.get('title')}: {problem.get('detail')}"]


def main():
    prism = Prism()
    try:
        done = calls_of_all(prism)
    finally:
        prism.stop()
    with open(FINDINGS, "a", encoding="utf-8") as findings:
        for call in done:
            for what in violations(call):
                line = {"tool": "prism", "document": DOCUMENT, "operation": call["operation"], "check": "violation", "what": what}
                findings.write(json.dumps(line) + "\n")
    operations = {call["operation"] for call in done}
    sound = sum("answer" in call for call in done)
    print(f"prism: {DOCUMENT}: {len(done)} calls of {len(operations)} operations, {sound} without a violation")


main()
