#!/usr/bin/env bash
# Printed definitions built by the real frameworks, and torch's verdicts on its own inputs: README.md beside this file.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
torch=${LOCKSTEP_TORCH_PYTHON:?set LOCKSTEP_TORCH_PYTHON}
mindspore=${LOCKSTEP_MINDSPORE_PYTHON:?set LOCKSTEP_MINDSPORE_PYTHON}
work=$root/build/live/definitions
rm -rf "$work"
mkdir -p "$work"
export GLOG_v=4
failed=0
check() { # FILE TO: prints the definition for a framework and has it built there
  local name
  name=$(basename "$1" .yaml)-$2
  if ! "$root/lockstep" convert "$1" --to "$2" --steps 20 --as python --quiet --out "$work/$name" >"$work/$name.log" 2>&1; then
    echo "$name: refused, $(grep -c 'note' "$work/$name.log") reason(s)"
    return
  fi
  "$root/lockstep" convert "$1" --to "$2" --steps 20 --as json --quiet --out "$work/$name" >>"$work/$name.log" 2>&1
  local python=$torch module
  [ "$2" = torch ] || python=$mindspore
  for module in "$work/$name"/*.py; do
    "$python" "$here/check_printed.py" "$module" "${module%.py}.json" >"$module.log" 2>&1 || failed=$((failed + 1))
    echo "$name: $(tail -n 3 "$module.log")"
  done
}
for file in "$here"/definitions/*.yaml; do
  check "$file" torch
  check "$file" mindspore
done
recorded=$root/solver-config/src/test/resources/dev/lockstep/config/check/torch-optimizer-inputs.jsonl
"$torch" "$here/record_torch_inputs.py" >"$work/inputs.jsonl" 2>"$work/inputs.log"
if cut -d'"' -f1-8 "$work/inputs.jsonl" | cmp -s - <(cut -d'"' -f1-8 "$recorded"); then
  echo "torch's inputs: $(wc -l <"$recorded") verdicts as recorded"
else
  echo "torch's inputs: other verdicts than recorded, compare $work/inputs.jsonl"
  failed=$((failed + 1))
fi
[ "$failed" -eq 0 ] && echo "definitions: all fine" || echo "definitions: $failed failed"
[ "$failed" -eq 0 ]
