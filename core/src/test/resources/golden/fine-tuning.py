"""Two stages of fine-tuning by Keras 3.15: KERAS_BACKEND=torch python3 fine-tuning.py > fine-tuning.json

A base with batch normalization, frozen by trainable = False; a new head learns by SGD with momentum. Then the base but for its first
convolution is unfrozen and all is compiled again with Adam."""
import json, numpy as np, keras

keras.utils.set_random_seed(3)
layers = keras.layers
base = keras.Sequential([
    keras.Input((6, 6, 1)),
    layers.Conv2D(3, 3, padding="same", use_bias=False, name="stem"),
    layers.BatchNormalization(name="stem_bn"),
    layers.ReLU(name="stem_relu"),
    layers.Conv2D(4, 3, use_bias=False, name="conv"),
    layers.BatchNormalization(name="conv_bn"),
    layers.ReLU(name="conv_relu"),
    layers.GlobalAveragePooling2D(name="pool"),
])
random = np.random.default_rng(5)
for layer in base.layers:  # a base that learned something
    if isinstance(layer, layers.BatchNormalization):
        n = layer.gamma.shape[0]
        layer.set_weights([random.uniform(0.5, 1.5, n), random.normal(0, 0.2, n), random.normal(0, 0.2, n), random.uniform(0.5, 2, n)])
head = layers.Dense(3, activation="softmax", name="head")
model = keras.Sequential([keras.Input((6, 6, 1)), *base.layers, head])

pixels = random.integers(0, 256, (12, 6, 6, 1))
labels = random.integers(0, 3, 12)
x = (pixels / 255).astype("float32")
weights = lambda: {f"{layer.name}/{w.name}": np.asarray(w.numpy()).ravel().astype(float).tolist() for layer in model.layers for w in layer.weights}
out = {"pixels": pixels.ravel().tolist(), "labels": labels.tolist(), "before": weights()}
for layer in base.layers:
    layer.trainable = False
model.compile(keras.optimizers.SGD(0.5, momentum=0.9), "sparse_categorical_crossentropy")
first = model.fit(x, labels, batch_size=4, epochs=2, shuffle=False, verbose=0)
out["frozen"] = weights()
for layer in base.layers[1:]:
    layer.trainable = True
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
second = model.fit(x, labels, batch_size=6, epochs=2, shuffle=False, verbose=0)
out["unfrozen"] = weights()
out["losses"] = first.history["loss"] + second.history["loss"]
print(json.dumps(out, separators=(",", ":")))
