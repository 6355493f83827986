"""Records golden traces from the torch or the MindSpore of this Python: README.md beside this file."""

import argparse
import fnmatch
import importlib
from pathlib import Path

import golden

PARTS = {"optimizers": "{}_optimizers", "schedules": "{}_schedules", "steps": "{}_steps"}


def arguments():
    parser = argparse.ArgumentParser(prog="record", description="Records golden traces of optimizers, schedules, clipping and loss scales.")
    parser.add_argument("--framework", choices=["torch", "mindspore"], required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for the traces; made if it is not there")
    parser.add_argument("--seed", type=int, default=1, help="other seeds give other cases (default 1)")
    parser.add_argument("--cases", type=int, default=12, help="cases a file (default 12)")
    parser.add_argument("--only", default="*", help="names of files, * allowed: torch.optim.Adam*")
    return parser.parse_args()


def main():
    wanted = arguments()
    for part, module in PARTS.items():
        recorder = importlib.import_module(module.format(wanted.framework))
        folder = wanted.out / part
        written = {}
        for file, cases in recorder.files(lambda n: fnmatch.fnmatch(n, wanted.only), wanted.seed, wanted.cases):
            folder.mkdir(parents=True, exist_ok=True)
            written[file + ".jsonl.gz"] = golden.write(folder, file, cases)
            print(f"{file}: {len(cases)} cases, {written[file + '.jsonl.gz']['errors']} of them refused", flush=True)
        if written:
            golden.manifest(folder, recorder.FRAMEWORK, recorder.VERSION, wanted.seed, written)


if __name__ == "__main__":
    main()
