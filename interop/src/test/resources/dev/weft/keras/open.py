"""Models of Keras that take images of any size, and what Keras predicts with them: open.zip. Usage: open.py, with KERAS_BACKEND=torch.

Each NAME.keras has NAME.json: (images, classes). The images are large.png (23 x 30) and small.png (7 x 5).
"""
import io, json, os, tempfile, zipfile
import keras, numpy as np
from PIL import Image

L = keras.layers
keras.utils.set_random_seed(3)
rng = np.random.default_rng(3)
IMAGES = {"large.png": rng.integers(0, 256, (23, 30, 3), np.uint8), "small.png": rng.integers(0, 256, (7, 5, 3), np.uint8)}


def functional(way_in):
    image = L.Input((None, None, 3))
    return keras.Model(image, L.Dense(3, activation="softmax")(L.GlobalAveragePooling2D()(L.Conv2D(4, 3)(way_in(image)))))


nested = keras.Sequential([L.Input((None, None, 3)), keras.Sequential([L.RandomFlip(), L.Resizing(9, 9), L.Rescaling(1 / 127.5, offset=-1)]),
                           L.Conv2D(4, 3), L.GlobalAveragePooling2D(), L.Dense(3, activation="softmax")])
nested.predict(np.zeros((1, 9, 9, 3)), verbose=0)
MODELS = {
    "stretched": functional(lambda x: L.Rescaling(1 / 255)(L.Resizing(12, 8)(x))),
    "nearest": functional(lambda x: L.Rescaling(1 / 255)(L.Resizing(12, 8, interpolation="nearest")(x))),
    "cropped": functional(lambda x: L.CenterCrop(8, 7)(L.Resizing(12, 8, crop_to_aspect_ratio=True)(L.Rescaling(1 / 255)(x)))),
    "padded": functional(lambda x: L.Rescaling(1 / 255)(L.Resizing(12, 8, pad_to_aspect_ratio=True, fill_value=90, antialias=True)(x))),
    "enlarged": functional(lambda x: L.CenterCrop(12, 10)(L.Resizing(8, 8)(L.Rescaling(1 / 255)(x)))),
    "nested": nested,
}
with zipfile.ZipFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "open.zip"), "w", zipfile.ZIP_DEFLATED) as out, tempfile.TemporaryDirectory() as folder:
    for name, pixels in IMAGES.items():
        png = io.BytesIO()
        Image.fromarray(pixels).save(png, "png")
        out.writestr(name, png.getvalue())
    for name, model in MODELS.items():
        path = os.path.join(folder, name + ".keras")
        model.save(path)
        out.write(path, name + ".keras")
        rows = [model.predict(pixels[None].astype("float32"), verbose=0)[0].tolist() for pixels in IMAGES.values()]
        out.writestr(name + ".json", json.dumps({"predictions": rows}))
