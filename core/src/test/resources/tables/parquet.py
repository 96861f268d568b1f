"""Writes the Parquet files that ParquetFilesTest reads with pyarrow, and parquet.tsv: what they hold (see arrays.py)."""

import hashlib
import io
import json
import os
import shutil

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "parquet")
shutil.rmtree(ROOT, ignore_errors=True)
random = np.random.default_rng(3)
lines = []
x = random.integers(0, 256, (12, 5, 4), dtype=np.uint8)
y = [0, 1, 2] * 4
STRUCT = pa.struct([("bytes", pa.binary()), ("path", pa.string())])


def expect(path, classes, labels, parts, images):
    digest = hashlib.sha256(np.ascontiguousarray(images, dtype=np.uint8).tobytes()).hexdigest()
    lines.append(
        "\t".join([path, ";".join(classes), ";".join(map(str, labels)), parts, "x".join(map(str, images.shape[1:])), digest])
    )


def png(image):
    out = io.BytesIO()
    Image.fromarray(image).save(out, "PNG")
    return out.getvalue()


def structs(images):
    return pa.array([{"bytes": png(i), "path": None} for i in images], type=STRUCT)


def named(table, *columns, names=("ant", "bee", "cow")):
    features = {c: {"names": list(names), "_type": "ClassLabel"} for c in columns}
    return table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})


def write(name, table, **how):
    path = os.path.join(ROOT, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    pq.write_table(table, path, **how)


plain = named(pa.table({"image": structs(x), "label": pa.array(y)}), "label")
names = ["ant", "bee", "cow"]
for codec in "none", "snappy", "gzip", "zstd", "lz4":
    write(f"{codec}.parquet", plain, compression=codec)
    expect(f"{codec}.parquet", names, y, "-*12", x[..., None])
ways = {
    "groups": dict(row_group_size=5),
    "pages": dict(data_page_size=1, write_batch_size=2, use_dictionary=False),
    "dictionary-pages": dict(data_page_size=1, write_batch_size=2),
    "version2": dict(data_page_version="2.0", data_page_size=1, write_batch_size=3),
    "delta": dict(use_dictionary=False, column_encoding={"image.bytes": "DELTA_LENGTH_BYTE_ARRAY", "label": "DELTA_BINARY_PACKED"}),
    "delta-bytes": dict(use_dictionary=False, column_encoding={"image.bytes": "DELTA_BYTE_ARRAY"}),
}
for name, how in ways.items():
    write(f"{name}.parquet", plain, **how)
    expect(f"{name}.parquet", names, y, "-*12", x[..., None])
write("binary.parquet", pa.table({"img": pa.array([png(i) for i in x], type=pa.binary()), "label": pa.array(y, type=pa.int32())}))
expect("binary.parquet", ["0", "1", "2"], y, "-*12", x[..., None])
write("texts.parquet", pa.table({"image": structs(x), "label": pa.array(["c", "a", "b"] * 4)}))
expect("texts.parquet", ["a", "b", "c"], [2, 0, 1] * 4, "-*12", x[..., None])
# CIFAR-100: two columns of labels.
cifar = named(pa.table({"img": structs(x), "coarse_label": pa.array([0] * 12), "fine_label": pa.array(y)}), "fine_label")
write("cifar.parquet", cifar)
expect("cifar.parquet", names, y, "-*12", x[..., None])
# Some rows have no label: Hugging Face writes -1.
write("unlabelled.parquet", named(pa.table({"image": structs(x), "label": pa.array([0, -1, 2, None] * 3)}), "label"))
expect("unlabelled.parquet", names, [0, 2] * 3, "-*6", x[::2][..., None])
# Several files a part.
for name, rows in {
    "train-00000-of-00002": slice(0, 4), "train-00001-of-00002": slice(4, 8), "validation-00000-of-00001": slice(8, 10), "test-00000-of-00001": slice(10, 12),
}.items():
    write(f"shards/data/{name}.parquet", plain.slice(rows.start, rows.stop - rows.start))
order = [10, 11, *range(8), 8, 9]
expect("shards", names, [y[i] for i in order], "TEST*2 TRAIN*8 VALIDATION*2", x[order][..., None])
for part, rows in {"train": slice(0, 8), "test": slice(8, 12)}.items():
    write(f"converted/default/{part}/0000.parquet", plain.slice(rows.start, rows.stop - rows.start))
order = [*range(8, 12), *range(8)]
expect("converted", names, [y[i] for i in order], "TEST*4 TRAIN*8", x[order][..., None])
# Images beside the file.
os.makedirs(os.path.join(ROOT, "paths/images"))
for i, image in enumerate(x):
    Image.fromarray(image).save(os.path.join(ROOT, f"paths/images/{i}.png"))
write("paths/table.parquet", pa.table({"image": pa.array([{"bytes": None, "path": f"images/{i}.png"} for i in range(12)], type=STRUCT), "label": pa.array(y)}))
expect("paths/table.parquet", ["0", "1", "2"], y, "-*12", x[..., None])
# What is refused.
write("bad/lists.parquet", pa.table({"image": pa.array([i.tolist() for i in x]), "label": pa.array(y)}))
write("bad/no-label.parquet", pa.table({"image": structs(x), "a": pa.array(y), "b": pa.array(y)}))
write("bad/numbers.parquet", pa.table({"a": pa.array(y), "b": pa.array(y)}))
write("bad/climbs.parquet", pa.table({"image": pa.array([{"bytes": None, "path": "../../parquet.py"}] * 12, type=STRUCT), "label": pa.array(y)}))
with open(os.path.join(ROOT, "snappy.parquet"), "rb") as file:
    whole = file.read()
with open(os.path.join(ROOT, "bad/cut.parquet"), "wb") as file:
    file.write(whole[: len(whole) // 2])
with open(os.path.join(ROOT, "bad/footer.parquet"), "wb") as file:
    length = int.from_bytes(whole[-8:-4], "little")
    file.write(whole[: -8 - length] + bytes(length) + whole[-8:])
with open(os.path.join(ROOT, "bad/page.parquet"), "wb") as file:
    file.write(whole[:4] + bytes(len(whole) // 3) + whole[4 + len(whole) // 3 :])

with open(os.path.join(HERE, "parquet.tsv"), "w", encoding="utf-8") as file:
    file.write("\n".join(lines) + "\n")
