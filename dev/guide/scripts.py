"""Runs scripts one after the other in this Python and compares what they print with the .out file beside them, if there is one."""

import contextlib
import io
import pathlib
import re
import runpy
import sys


def problem(script):
    """What is wrong with a script; None if nothing is."""
    printed = io.StringIO()
    if "mindspore" in sys.modules:  # a script before this one may have asked for GRAPH mode
        sys.modules["mindspore"].set_context(mode=sys.modules["mindspore"].PYNATIVE_MODE)
    try:
        with contextlib.redirect_stdout(printed):
            runpy.run_path(str(script), run_name="__main__")
    except Exception as error:  # whatever a script may raise is a finding
        return f"{type(error).__name__}: {error}".splitlines()[0]
    expected = script.parent / (re.sub(r"(_class)?\.(torch|mindspore)$", "", script.stem) + ".out")
    if expected.exists() and expected.read_text() != printed.getvalue():
        return f"prints something else than {expected.name} says"
    return None


def main(paths):
    problems = {path: problem(pathlib.Path(path)) for path in paths}
    for path, what in problems.items():
        if what:
            print(f"  FAILED: {pathlib.Path(path).name}: {what}")
    print(f"  {len(paths)} scripts, {sum(map(bool, problems.values()))} failed")
    return 1 if any(problems.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
