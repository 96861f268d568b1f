"""What one writes in Python for the same: an image file in, classes out. MODEL names an .onnx file."""

import io
import os

import numpy as np
import onnxruntime
from fastapi import FastAPI, Request
from PIL import Image

session = onnxruntime.InferenceSession(os.environ["MODEL"], providers=["CPUExecutionProvider"])
first = session.get_inputs()[0]
_, channels, height, width = first.shape
app = FastAPI()


def classify(body):
    image = Image.open(io.BytesIO(body)).convert("L" if channels == 1 else "RGB")
    if image.size != (width, height):
        image = image.resize((width, height))
    pixels = np.asarray(image, np.float32).reshape(height, width, channels).transpose(2, 0, 1) / 255
    scores = session.run(None, {first.name: pixels[np.newaxis]})[0][0]
    order = np.argsort(-scores)[:10]
    return {
        "class": str(order[0]),
        "probability": float(scores[order[0]]),
        "labels": [{"class": str(i), "probability": float(scores[i])} for i in order],
    }


@app.post("/predict")
async def predict(request: Request):
    return classify(await request.body())
