"""Runs one side of every witness that is shown by a script: record.py torch|mindspore FOLDER.

FOLDER holds the scripts (*.yaml, read by what is installed beside the framework) and recorded.json, which
gets, for each difference and framework, the script that was run, what it printed, and the release.
"""

import contextlib
import importlib
import io
import json
import pathlib
import re
import sys

FRAMEWORK = sys.argv[1]
IMPORTS = {
    "torch": "import torch",
    "mindspore": "import mindspore\nfrom mindspore import amp, nn, ops\nimport mindspore.experimental.optim",
}


def scripts(text):
    """The scripts of this framework: an id at the margin, the framework below it, then its block."""
    blocks = re.split(r"^([\w-]+):\n", text, flags=re.M)[1:]
    for name, block in zip(blocks[::2], blocks[1::2]):
        side = re.search(rf"^  {FRAMEWORK}: \|\n((?:    .*\n|\n)+)", block, flags=re.M)
        if side:
            yield name, re.sub(r"^    ", "", side.group(1), flags=re.M)


def printed(script):
    out = io.StringIO()
    space = {"__name__": "witness"}
    exec(IMPORTS[FRAMEWORK], space)
    with contextlib.redirect_stdout(out):
        exec(compile(script, "witness", "exec"), space)
    return out.getvalue()


def main():
    folder = pathlib.Path(sys.argv[2])
    file = folder / "recorded.json"
    recorded = json.loads(file.read_text()) if file.exists() else {}
    known = [name for source in folder.glob("*.yaml") for name, _ in scripts(source.read_text())]
    recorded = {name: sides for name, sides in recorded.items() if name in known}
    version = importlib.import_module(FRAMEWORK).__version__.split("+")[0]
    for source in sorted(folder.glob("*.yaml")):
        for name, script in scripts(source.read_text()):
            recorded.setdefault(name, {})[FRAMEWORK] = {"version": version, "script": script, "prints": printed(script)}
            print(f"{name}: {recorded[name][FRAMEWORK]['prints']}", end="", flush=True)
    file.write_text(json.dumps(recorded, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
