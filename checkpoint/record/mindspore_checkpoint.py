"""Records small MindSpore checkpoints and, independently of any reader of ours, what they hold.

    python mindspore_checkpoint.py OUT_FOLDER

adam.ckpt: nn.Adam after two steps; sealed.ckpt: the same with a checksum; mixed.ckpt: other types, a text;
mindspore.json: every tensor of adam.ckpt and mixed.ckpt as type, shape and hexadecimal bytes.
"""
import json
import pathlib
import sys

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn

out = pathlib.Path(sys.argv[1])
ms.set_context(mode=ms.PYNATIVE_MODE, device_target="CPU")
ms.set_seed(7)
net = nn.SequentialCell(nn.Dense(3, 2), nn.BatchNorm1d(2))
optimizer = nn.Adam(net.trainable_params(), learning_rate=0.01)
rng = np.random.default_rng(7)
for _ in range(2):
    optimizer(tuple(Tensor(rng.standard_normal(p.shape).astype(np.float32)) for p in net.trainable_params()))
ms.save_checkpoint(optimizer, str(out / "adam.ckpt"))
ms.save_checkpoint(optimizer, str(out / "sealed.ckpt"), crc_check=True)
mixed = [{"name": "half", "data": Tensor(np.array([1.5, -2.0]), ms.float16)},
         {"name": "double", "data": Tensor(np.array([[0.1]]), ms.float64)},
         {"name": "count", "data": Tensor(3, ms.int64)},
         {"name": "flag", "data": Tensor([True, False], ms.bool_)}]
ms.save_checkpoint(mixed, str(out / "mixed.ckpt"), append_dict={"epoch": 3, "name": "größe"})
facts = {}
for p in optimizer.get_parameters():
    facts["adam:" + p.name] = p
for item in mixed:
    facts["mixed:" + item["name"]] = item["data"]
tensors = {name: {"dtype": str(t.dtype), "shape": list(t.shape), "hex": t.asnumpy().tobytes().hex()}
           for name, t in facts.items()}
(out / "mindspore.json").write_text(json.dumps({"mindspore": ms.__version__, "tensors": tensors}, indent=1) + "\n")
