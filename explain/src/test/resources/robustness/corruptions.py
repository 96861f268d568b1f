"""Writes corruptions.json: what NumPy, SciPy, scikit-image, OpenCV and Pillow make of two small images.

python corruptions.py  (numpy 2.5, scipy 1.17, scikit-image 0.26, opencv-python-headless 5.0, pillow 12.3)
"""
import io
import json

import cv2
import numpy as np
from PIL import Image
from scipy import ndimage
from skimage import color, filters


def smooth(height, width, channels, seed):
    noise = np.random.RandomState(seed).rand(height, width, channels)
    blurred = ndimage.gaussian_filter(noise, (1.5, 1.5, 0))
    return np.round(255 * (blurred - blurred.min()) / (blurred.max() - blurred.min())).astype(np.uint8)


def ground(x):
    border = np.concatenate([x[0], x[-1], x[:, 0], x[:, -1]])
    return np.sort(border, 0)[len(border) // 2]


def affine(x, matrix):
    """Reads each pixel at matrix times its place, seen from the middle."""
    middle = (np.array(x.shape[:2]) - 1) / 2
    planes = [
        ndimage.affine_transform(
            x[..., c], matrix, offset=middle - matrix @ middle, order=1, mode='grid-constant', cval=ground(x)[c])
        for c in range(x.shape[2])
    ]
    return np.stack(planes, -1)


def rotation(degrees):
    a = np.deg2rad(degrees)
    return np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])


def brighter(x, more):
    if x.shape[2] == 1:
        return x + more
    hsv = color.rgb2hsv(x)
    hsv[..., 2] = np.clip(hsv[..., 2] + more, 0, 1)
    return color.hsv2rgb(hsv)


def jpeg(pixels, quality):
    file = io.BytesIO()
    Image.fromarray(pixels.squeeze()).save(file, 'JPEG', quality=quality)
    return np.asarray(Image.open(file)).reshape(pixels.shape) / 255


def coarse(x, side):
    rows, columns = round(x.shape[0] / side), round(x.shape[1] / side)
    means = cv2.resize(x, (columns, rows), interpolation=cv2.INTER_AREA).reshape(rows, columns, -1)
    row = ((2 * np.arange(x.shape[0]) + 1) * rows) // (2 * x.shape[0])
    column = ((2 * np.arange(x.shape[1]) + 1) * columns) // (2 * x.shape[1])
    return means[row][:, column]


def expected(pixels):
    x = pixels / 255
    mean = x.mean((0, 1))
    unit = np.sqrt(min(x.shape[:2]) / 28)
    zooms = [x] + [affine(x, np.eye(2) / (1 + 0.02 * k)) for k in range(1, 11)]
    return {
        'rotated by 20': affine(x, rotation(20)),
        'scaled by 0.7': affine(x, np.eye(2) / 0.7),
        'blurred by 1.1': np.stack(
            [filters.gaussian(x[..., c], 1.1, mode='nearest', truncate=4) for c in range(x.shape[2])], -1),
        'contrast 3': (x - mean) * 0.35 + mean,
        'brightness 3': brighter(x, 0.3),
        'zoom blur 3': np.mean(zooms, 0),
        'pixelate 5': coarse(x, 2.5 * unit),
        'jpeg of quality 30': jpeg(pixels, 30),
    }


def main():
    images = []
    for height, width, channels in ((23, 18, 1), (17, 22, 3)):
        pixels = smooth(height, width, channels, 7)
        results = {name: np.round(255 * np.clip(x, 0, 1)).astype(int).ravel().tolist()
                   for name, x in expected(pixels).items()}
        images.append({'height': height, 'width': width, 'channels': channels,
                       'pixels': pixels.ravel().tolist(), 'expected': results})
    with open('corruptions.json', 'w') as file:
        json.dump({'images': images}, file, separators=(',', ':'))
        file.write('\n')


main()
