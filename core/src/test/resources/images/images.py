"""Image files of every kind that Weft reads, and what Pillow says of them: python images.py, beside this file.

Needs Pillow and NumPy. Writes the files and values.csv: name, height, width, tolerance, RGBA bytes in base64."""
import base64
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps, PngImagePlugin

rows = []


def add(name, tolerance=0, rgba=None):
    if rgba is None:
        image = Image.open(name)
        image.load()
        image = ImageOps.exif_transpose(image)
        if image.mode.startswith("I;16"):
            image = Image.fromarray(((np.array(image).astype(int) + 128) // 257).astype(np.uint8))
        rgba = np.array(image.convert("RGBA"))
    rows.append(f"{name},{rgba.shape[0]},{rgba.shape[1]},{tolerance},{base64.b64encode(rgba.astype(np.uint8).tobytes()).decode()}\n")


def png(name, width, height, depth, colour, raw, interlaced=0, chunks=()):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    with open(name, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)))
        for kind, data in chunks:
            out.write(chunk(kind, data))
        out.write(chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def packed(values, depth):
    """Rows of samples with the filter byte 0 before each."""
    raw = b""
    for row in values:
        bits = "".join(format(int(v), f"0{depth}b") for v in row)
        bits += "0" * (-len(bits) % 8)
        raw += b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")
    return raw


def interlaced(values, depth):
    raw = b""
    for y, x, dy, dx in ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)):
        part = values[y::dy, x::dx]
        if part.size:
            raw += packed(part.reshape(part.shape[0], -1), depth)
    return raw


H, W = 7, 9
y, x = np.mgrid[0:H, 0:W]
grey = ((y * 41 + x * 19) % 256).astype(np.uint8)
rgb = np.stack([x * 28, y * 40, (x * 13 + y * 29) % 256], -1).astype(np.uint8)
alpha = ((x * 31 + y * 7) % 256).astype(np.uint8)
rgba = np.dstack([rgb, alpha])
smooth = np.kron(rgb, np.ones((4, 4, 1), np.uint8))  # 28 x 36
smooth_grey = np.kron(grey, np.ones((4, 4), np.uint8))

# PNG: each colour type, depth, interlaced and not, transparency of each kind
for depth in (1, 2, 4, 8):
    values = grey >> (8 - depth)
    png(f"grey{depth}.png", W, H, depth, 0, packed(values, depth))
    add(f"grey{depth}.png")
    png(f"grey{depth}-interlaced.png", W, H, depth, 0, interlaced(values, depth), 1)
    add(f"grey{depth}-interlaced.png")
    palette = bytes(int(v) for v in np.random.default_rng(depth).integers(0, 256, 3 * 2**depth))
    png(f"palette{depth}.png", W, H, depth, 3, packed(values, depth), 0, [(b"PLTE", palette)])
    add(f"palette{depth}.png")
    png(f"palette{depth}-transparent.png", W, H, depth, 3, interlaced(values, depth), 1, [(b"PLTE", palette), (b"tRNS", bytes([0, 90]))])
    add(f"palette{depth}-transparent.png")
levels = [int(grey[2, 3])]
png("grey8-transparent.png", W, H, 8, 0, packed(grey, 8), 0, [(b"tRNS", struct.pack(">H", int(grey[2, 3])))])
add("grey8-transparent.png")
png("rgb8-transparent.png", W, H, 8, 2, packed(rgb.reshape(H, -1), 8), 0, [(b"tRNS", struct.pack(">HHH", *[int(v) for v in rgb[2, 3]]))])
add("rgb8-transparent.png")
wide = grey.astype(int) * 257 + 3
png("grey16.png", W, H, 16, 0, packed(wide, 16))
add("grey16.png")
for name, values, colour in (("rgb16", rgb, 2), ("rgba16", rgba, 6), ("grey-alpha16", np.dstack([grey, alpha]), 4)):
    png(f"{name}.png", W, H, 16, colour, packed(values.astype(int).reshape(H, -1) * 257, 16))
    full = values if colour == 6 else np.dstack([rgb, np.full((H, W), 255)]) if colour == 2 else np.dstack([grey, grey, grey, alpha])
    add(f"{name}.png", 0, full)
for name, image in (("rgb8", rgb), ("rgba8", rgba)):
    Image.fromarray(image).save(f"{name}.png")
    add(f"{name}.png")
png("rgba8-interlaced.png", W, H, 8, 6, interlaced(rgba, 8), 1)
add("rgba8-interlaced.png")
Image.fromarray(np.dstack([grey, alpha])).save("grey-alpha8.png")
add("grey-alpha8.png")
png("gamma.png", W, H, 8, 2, packed(rgb.reshape(H, -1), 8), 0, [(b"gAMA", struct.pack(">I", 100000))])
add("gamma.png")
png("grey-gamma.png", W, H, 8, 0, packed(grey, 8), 0, [(b"gAMA", struct.pack(">I", 100000))])
add("grey-gamma.png")

# JPEG: colour, grey, progressive, inks as CMYK and as YCCK, without JFIF, stored as RGB
photo = Image.fromarray(smooth)
photo.save("colour.jpg", quality=90)
photo.save("colour444.jpg", quality=90, subsampling=0)
photo.save("progressive.jpg", quality=90, progressive=True)
photo.save("restarts.jpg", quality=90, restart_marker_blocks=2)
photo.save("rgb.jpg", quality=90, keep_rgb=True)
Image.fromarray(smooth_grey).save("grey.jpg", quality=90)
inks = Image.fromarray(np.dstack([255 - smooth, smooth_grey // 2]), "CMYK")
inks.save("cmyk.jpg", quality=90)
data = open("cmyk.jpg", "rb").read()
adobe = data.index(b"Adobe")
with open("ycck.jpg", "wb") as out:
    out.write(data[: adobe + 11] + b"\2" + data[adobe + 12 :])
for source in ("colour", "colour444"):
    data = open(f"{source}.jpg", "rb").read()
    at = data.index(b"\xff\xe0")
    with open(f"{source}-no-jfif.jpg", "wb") as out:
        out.write(data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0] :])
from PIL import ImageCms

profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
photo.save("profile.jpg", quality=90, icc_profile=profile)
for name in ("colour", "colour444", "progressive", "restarts", "rgb", "grey", "cmyk", "ycck", "colour-no-jfif", "colour444-no-jfif", "profile"):
    add(f"{name}.jpg", 2)

# EXIF orientations in each container
for tag in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = tag
    photo.save(f"exif{tag}.jpg", quality=90, exif=exif)
    add(f"exif{tag}.jpg", 2)
    Image.fromarray(rgb).save(f"exif{tag}.png", exif=exif)
    add(f"exif{tag}.png")
    Image.fromarray(rgb).save(f"exif{tag}.webp", lossless=True, exif=exif)
    add(f"exif{tag}.webp")
    Image.fromarray(rgb).save(f"exif{tag}.tiff", tiffinfo={0x0112: tag})
    add(f"exif{tag}.tiff")

# GIF
Image.fromarray(rgb).quantize(64).save("colour.gif")
Image.fromarray(grey).save("grey.gif")
first, second = Image.fromarray(rgb).quantize(16), Image.fromarray(rgb[::-1]).quantize(16)
first.save("animated.gif", save_all=True, append_images=[second], duration=100)
first.save("transparent.gif", transparency=3)
first.save("interlaced.gif", interlace=1)
for name in ("colour", "grey", "animated", "transparent", "interlaced"):
    add(f"{name}.gif")



def on_canvas(name, background, **options):
    """A frame of 5 x 4 at (3, 2) of a canvas of 12 x 9."""
    frame = Image.fromarray(rgb[:4, :5]).quantize(4)
    buffer = io.BytesIO()
    frame.save(buffer, "GIF", **options)
    data = bytearray(buffer.getvalue())
    data[6:10] = struct.pack("<HH", 12, 9)
    data[11] = background
    at = data.index(b"\x2c" + struct.pack("<HHHH", 0, 0, 5, 4))
    data[at + 1 : at + 5] = struct.pack("<HH", 3, 2)
    with open(name, "wb") as out:
        out.write(data)


on_canvas("canvas.gif", 0)
on_canvas("canvas-transparent.gif", 0, transparency=1)
add("canvas.gif")
add("canvas-transparent.gif")

# BMP
Image.fromarray(rgb).save("colour.bmp")
Image.fromarray(grey).save("grey.bmp")
Image.fromarray(grey > 127).save("bits.bmp")
Image.fromarray(rgb).quantize(16).save("palette.bmp")
flipped = open("colour.bmp", "rb").read()
with open("top-down.bmp", "wb") as out:
    stride = (3 * W + 3) // 4 * 4
    body = flipped[54:]
    out.write(flipped[:22] + struct.pack("<i", -H) + flipped[26:54] + b"".join(body[i * stride : (i + 1) * stride] for i in reversed(range(H))))
for name in ("colour", "grey", "bits", "palette", "top-down"):
    add(f"{name}.bmp")

# TIFF
for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
    Image.fromarray(rgb).save(f"{compression}.tiff", compression=compression)
    add(f"{compression}.tiff")
Image.fromarray(grey).save("grey.tiff")
add("grey.tiff")
Image.fromarray(wide.astype(np.uint16)).save("grey16.tiff")
add("grey16.tiff")
Image.fromarray(grey > 127).save("bits.tiff", compression="group4")
add("bits.tiff")
Image.fromarray(rgba).save("alpha.tiff")
add("alpha.tiff")
Image.fromarray(rgb).quantize(16).save("palette.tiff")
add("palette.tiff", 1)
Image.fromarray(rgb).save("pages.tiff", save_all=True, append_images=[Image.fromarray(rgb[::-1])])
add("pages.tiff")
Image.fromarray(np.dstack([255 - rgb, grey // 2]), "CMYK").save("cmyk.tiff")
add("cmyk.tiff", 1)
data = bytearray(open("grey.tiff", "rb").read())
at = data.index(struct.pack("<HH", 262, 3))
data[at + 8] = 0
open("white-is-zero.tiff", "wb").write(data)
add("white-is-zero.tiff")
photo.save("jpeg.tiff", compression="jpeg", quality=90)
add("jpeg.tiff", 3)

# WebP
Image.fromarray(rgb).save("lossless.webp", lossless=True)
Image.fromarray(rgba).save("lossless-alpha.webp", lossless=True, exact=True)
first, second = Image.fromarray(rgb), Image.fromarray(rgb[::-1])
first.save("animated.webp", save_all=True, append_images=[second], lossless=True)
Image.fromarray(smooth_grey).save("lossy.webp", quality=90)
Image.fromarray(np.dstack([np.dstack([smooth_grey] * 3), smooth_grey[::-1]])).save("lossy-alpha.webp", quality=90)
for name in ("lossless", "lossless-alpha", "animated"):
    add(f"{name}.webp")
slope = np.mgrid[0:32, 0:40]
Image.fromarray(np.stack([slope[0] * 7, slope[1] * 6, 255 - slope[0] * 4], -1).astype(np.uint8)).save("lossy-colour.webp", quality=90)
add("lossy.webp", 3)
add("lossy-colour.webp", 12)
add("lossy-alpha.webp", 3)

open("values.csv", "w").writelines(rows)
