"""Writes the small files beside it: python3 sources.py (needs Pillow). CRC-32C is computed here, as TensorFlow does."""
import io, pickle, struct, tarfile
from pathlib import Path
from PIL import Image

HERE = Path(__file__).parent


def png(value, mode="L"):
    out = io.BytesIO()
    Image.new(mode, (2, 2), value).save(out, "PNG")
    return out.getvalue()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15 | crc << 17) & 0xFFFFFFFF) + 0xA282EAD8) & 0xFFFFFFFF


def record(data):
    head = struct.pack("<Q", len(data))
    return head + struct.pack("<I", masked(head)) + data + struct.pack("<I", masked(data))


def varint(n):
    n &= 2**64 - 1
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def example(**features):
    entries = b""
    for name, value in features.items():
        if isinstance(value, bytes):
            feature = field(1, field(1, value))
        elif isinstance(value, float):
            feature = field(2, field(1, struct.pack("<f", value)))
        else:
            feature = field(3, field(1, varint(value)))
        entries += field(1, field(1, name.encode()) + field(2, feature))
    return field(1, entries)


def records(name, *examples):
    file = HERE / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"".join(record(e) for e in examples))


def slim(value, label, text):
    return example(**{"image/encoded": png(value), "image/format": b"png", "image/height": 2, "ratio": 1.0,
                      "image/class/label": label, "image/class/text": text, "patient": f"p{value}".encode()})


records("slim/set-train-00000-of-00002.tfrecord", slim(1, 7, b"cat"), slim(2, 3, b"dog"))
records("slim/set-train-00001-of-00002.tfrecord", slim(3, 7, b"cat"))
records("slim/set-validation-00000-of-00001.tfrecord", slim(4, 3, b"dog"))
records("tfds/tiny-train.tfrecord-00000-of-00001", example(image=png((1, 2, 3), "RGB"), label=1, id=b"a"),
        example(image=png((4, 5, 6), "RGB"), label=0, id=b"b"))
records("tfds/tiny-test.tfrecord-00000-of-00001", example(image=png((7, 8, 9), "RGB"), label=1, id=b"c"))
(HERE / "tfds/label.labels.txt").write_text("plane\nbird\n")


def planes(red, green, blue):
    return bytes([red] + [0] * 1023 + [green] + [0] * 1023 + [blue] + [9] * 1023)


def tar(name, **files):
    with tarfile.open(HERE / name, "w:gz") as out:
        for file, data in files.items():
            info = tarfile.TarInfo(file.replace("__", "/").replace("_bin", ".bin").replace("_txt", ".txt"))
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))


tar("cifar-10.tar.gz", **{
    "cifar-10-batches-bin__data_batch_1_bin": bytes([3]) + planes(1, 2, 3) + bytes([9]) + planes(4, 5, 6),
    "cifar-10-batches-bin__data_batch_2_bin": bytes([0]) + planes(7, 8, 9),
    "cifar-10-batches-bin__test_batch_bin": bytes([3]) + planes(10, 11, 12)})
tar("cifar-100.tar.gz", **{
    "cifar-100-binary__train_bin": bytes([1, 99]) + planes(1, 2, 3) + bytes([19, 0]) + planes(4, 5, 6),
    "cifar-100-binary__test_bin": bytes([1, 98]) + planes(7, 8, 9),
    "cifar-100-binary__coarse_label_names_txt": "".join(f"coarse {i}\n" for i in range(20)).encode(),
    "cifar-100-binary__fine_label_names_txt": "".join(f"fine {i}\n" for i in range(100)).encode()})
for protocol in range(5):
    (HERE / f"protocol{protocol}.pickle").write_bytes(
        pickle.dumps({b"data": [1, 2], b"labels": [0, 1]}, protocol=protocol))
