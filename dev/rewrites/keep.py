"""Keeps what was run: keep.py FOLDER RESOURCES writes one recording a card, one number a word."""

import json
import pathlib
import re
import sys

for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    card = json.loads(file.read_text())
    text = json.dumps({"digest": card["digest"], "trials": card["trials"]}, indent=1)
    text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m.group(1)) + "]", text)
    target = pathlib.Path(sys.argv[2]) / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n")
    way = gap = 0.0
    for trial in card["trials"]:
        for left, right in zip(trial["left"], trial["right"]):
            for a, b, s in zip(left, right, trial["start"]):
                for x, y, z in zip(a, b, s):
                    way = max(way, abs(x - z))
                    gap = max(gap, abs(x - y))
    apart = "the source does not run here" if card["half"] else f"apart by {gap:.2g} after a way of {way:.2g}"
    print(f"{card['card']}: {len(card['trials'])} trials, {apart}")
