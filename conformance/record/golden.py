"""Numbers as bits, and files of golden traces: what a recording looks like on disk."""

import gzip
import hashlib
import json
from pathlib import Path

import numpy as np

DTYPES = {"f32": np.float32, "f64": np.float64}
_BITS = {"float32": (np.uint32, "%08x"), "float64": (np.uint64, "%016x")}


def words(array):
    """The flat list of an array's bits in hex, row-major."""
    array = np.ascontiguousarray(array)
    bits, form = _BITS[array.dtype.name]
    return [form % word for word in array.reshape(-1).view(bits)]


def slot(array):
    """An entry of an optimizer's state."""
    array = np.asarray(array)
    if array.dtype.kind in "iu":
        return {"dtype": array.dtype.name, "shape": list(array.shape), "values": array.reshape(-1).tolist()}
    name = "f32" if array.dtype == np.float32 else "f64"
    return {"dtype": name, "shape": list(array.shape), "hex": words(array)}


def write(folder, name, cases):
    """Writes `name`.jsonl.gz, the same bytes for the same cases, and returns its line of the manifest."""
    text = "".join(json.dumps(case, separators=(",", ":")) + "\n" for case in cases).encode()
    path = Path(folder, name + ".jsonl.gz")
    with open(path, "wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(text)
    return {
        "cases": len(cases),
        "errors": sum("error" in case for case in cases),
        "json_sha256": hashlib.sha256(text).hexdigest(),
    }


def manifest(folder, framework, version, seed, files):
    """Writes the manifest of a recording."""
    content = {"framework": framework, "version": version, "seed": seed, "files": files}
    Path(folder, f"MANIFEST.{framework}.json").write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")
