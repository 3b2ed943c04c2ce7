#!/usr/bin/env python3
"""Cargo calls this instead of rustc, for each crate of the corpus: it notes what the compiler cost, and stops one that takes too much.

LETTERPRESS_COSTS is the file that the notes go to, a line of JSON for each crate; LETTERPRESS_LIMIT is a number of seconds
on the wall and one of MiB.
"""

import json
import os
import resource
import subprocess
import sys
import time

compiler = sys.argv[1:]
name = compiler[compiler.index("--crate-name") + 1] if "--crate-name" in compiler else ""
if not (name.startswith("c") and name[1:].isdigit()):
    os.execvp(compiler[0], compiler)
seconds, mib = (int(number) for number in os.environ["LETTERPRESS_LIMIT"].split())
bytes_ = mib * 1024 * 1024
# Cargo hands the compiler open files, through which it shares the cores.
child = subprocess.Popen(compiler, close_fds=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_)))
begun = time.monotonic()
try:
    status = child.wait(seconds)
    stopped = None
except subprocess.TimeoutExpired:
    child.kill()
    status = child.wait()
    stopped = f"the compiler was stopped after {seconds} s"
if stopped is None and status not in (0, 1):
    stopped = f"the compiler ended with {status}; it may have {mib} MiB"
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cost = {"crate": int(name[1:]), "wall": round(time.monotonic() - begun, 2),
        "processor": round(used.ru_utime + used.ru_stime, 2), "memory": used.ru_maxrss // 1024, "stopped": stopped, "status": status}
with open(os.environ["LETTERPRESS_COSTS"], "a", encoding="utf-8") as costs:
    costs.write(json.dumps(cost) + "\n")
sys.exit(1 if stopped else status)
