"""Records which options of MindSpore's optimizers refuse an int where a float is due.

Usage: record_whole_numbers.py SIGNATURES.json > whole-numbers-refused.txt
SIGNATURES.json is mapping's recording of the release.
"""

import json
import os
import sys

os.environ.setdefault("GLOG_v", "4")
import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor

ms.set_context(mode=ms.PYNATIVE_MODE)


def look_up(api):
    found = ms
    for part in api.split(".")[1:]:
        found = getattr(found, part)
    return found


def refuses_int(api, required, option, number):
    parameter = Parameter(Tensor(np.ones((2, 2), np.float32)), name=f"p{number}")
    try:
        look_up(api)([parameter], **dict(required, **{option: 1}))
    except TypeError:
        return True
    except Exception:  # another refusal: the type was accepted
        return False
    return False


number = 0
lines = []
for api, options in json.load(open(sys.argv[1]))["apis"].items():
    optimizer = ".optim." in api or api.startswith("mindspore.nn.")
    if not optimizer or not options or options[0]["kind"] != "params":
        continue
    required = {
        o["name"]: 1 if o["kind"] == "int" else 0.5 for o in options[1:] if o.get("required")
    }
    for option in options[1:]:
        if option["kind"] in ("float", "number"):
            number += 1
            if refuses_int(api, required, option["name"], number):
                lines.append(f"{api} {option['name']}")
print(f"# Recorded from MindSpore {ms.__version__} by dev/live/record_whole_numbers.py: options for which the")
print("# constructor raises TypeError if given the int 1.")
print("\n".join(sorted(lines)))
