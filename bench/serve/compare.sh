#!/bin/sh
# Weft's server beside one in Python: bench/serve/compare.sh [B_CNN.keras], about five minutes on a machine that does nothing else.
# PYTHON names a Python with fastapi, uvicorn, onnxruntime, onnx, h5py and pillow; JAVA a Java 25, by default java; WEFT the command.
set -eu
here=$(dirname "$(readlink -f "$0")")
python=${PYTHON:-python3}
for command in "$python" wrk; do
  command -v "$command" >/dev/null || { echo "skipped: there is no $command here"; exit 0; }
done
"$python" -c 'import fastapi, uvicorn, onnxruntime, onnx, h5py, PIL' 2>/dev/null ||
  { echo "skipped: $python lacks one of fastapi, uvicorn, onnxruntime, onnx, h5py and pillow"; exit 0; }
exec "$python" "$here/compare.py" "$@"
