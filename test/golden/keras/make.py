"""Small models as Keras 3 writes them, with examples of what goes in and comes out (examples.npz).

Run in this folder with Keras on the backend of JAX; the tests only read what it wrote. Files .h5 with "2" in their names are the same
models as Keras 2 described them, with its names of arrays.
"""
import glob
import json
import os
import zipfile

os.environ["KERAS_BACKEND"] = "jax"

import h5py
import keras
import numpy as np
from keras import layers as L

keras.utils.set_random_seed(1)
examples = {}
random = np.random.default_rng(1)


def shuffled(model):
    """Weights that are all different, so that none can stand for another."""
    for w in model.weights:
        values = random.uniform(-0.5, 0.5, w.shape)
        w.assign(np.abs(values) + 0.5 if "variance" in w.path else values)


def save(name, model, *inputs, formats=("keras",)):
    shuffled(model)
    if name == "gru":
        for w in model.weights:
            if len(w.shape) == 2 and "bias" in w.path:
                values = np.array(w)
                values[1, -w.shape[1] // 3:] = 0
                w.assign(values)
    outputs = model.predict([x[None] for x in inputs] if len(inputs) > 1 else inputs[0][None], verbose=0)
    for i, x in enumerate(inputs):
        examples[f"{name}/in{i}"] = x.astype("f4")
    for i, y in enumerate(outputs if isinstance(outputs, list) else [outputs]):
        examples[f"{name}/out{i}"] = y[0].astype("f4")
    for f in formats:
        model.save(f"{name}.{f}")


def chain(shape, *layers, dtype="float32"):
    return keras.Sequential([keras.Input(shape, dtype=dtype), *layers])


def numbers(*shape):
    return random.uniform(-1, 1, shape).astype("f4")


def plain():
    save("dense", chain((5,), L.Dense(4, activation="relu", name="first"), L.Dropout(0.5), L.Dense(3, use_bias=False), L.Dense(2, activation="softmax")), numbers(5), formats=("keras", "h5"))
    names = "relu,sigmoid,tanh,softmax,elu,selu,softplus,softsign,swish,gelu,exponential,hard_sigmoid,relu6,leaky_relu,mish,log_softmax,linear,hard_silu,log_sigmoid".split(",")
    x = keras.Input((6,))
    save("activations", keras.Model(x, [L.Activation(n, name=f"a_{n}")(x) for n in names]), 2 * numbers(6))
    save("units", chain((6,), L.LeakyReLU(negative_slope=0.2), L.ELU(alpha=0.5), L.ReLU(max_value=1.0), L.Rescaling(0.5, offset=-1.0), L.LayerNormalization(), L.BatchNormalization(scale=False), L.Softmax()), numbers(6))
    save("shapes", chain((2, 6), L.Reshape((3, 4)), L.Permute((2, 1)), L.Dense(2), L.BatchNormalization(), L.LayerNormalization(), L.Flatten(), L.RepeatVector(2)), numbers(2, 6))


def pictures():
    save("conv", chain((8, 7, 2), L.Conv2D(3, (3, 2), activation="relu", name="c"), L.BatchNormalization(), L.MaxPooling2D(), L.Dropout(0.1), L.Flatten(), L.Activation("tanh"), L.Dense(4)), numbers(8, 7, 2), formats=("keras", "h5"))
    save("same", chain((7, 6, 2), L.Conv2D(3, 3, strides=2, padding="same"), L.MaxPooling2D(3, strides=2, padding="same"), L.AveragePooling2D(2, strides=1, padding="same"), L.Conv2D(4, 3, dilation_rate=2, padding="same", groups=1), L.LayerNormalization(), L.Softmax()), numbers(7, 6, 2))
    save("depthwise", chain((6, 6, 2), L.DepthwiseConv2D(3, depth_multiplier=2), L.SeparableConv2D(3, 2, activation="relu"), L.Conv2D(6, 1, groups=3), L.GlobalAveragePooling2D()), numbers(6, 6, 2))
    save("transposed", chain((3, 4, 2), L.Conv2DTranspose(3, 3, strides=2, padding="same", activation="tanh"), L.Conv2DTranspose(2, 4, strides=2), L.UpSampling2D(2), L.ZeroPadding2D(((1, 0), (2, 1))), L.Cropping2D(((0, 1), (1, 0)))), numbers(3, 4, 2))
    save("volume", chain((4, 5, 6, 1), L.Conv3D(2, 2, activation="relu"), L.MaxPooling3D((1, 2, 2)), L.AveragePooling3D(2), L.Flatten(), L.Dense(2)), numbers(4, 5, 6, 1))
    save("line", chain((9, 2), L.Conv1D(3, 3, padding="causal", dilation_rate=2), L.ZeroPadding1D(1), L.AveragePooling1D(2), L.UpSampling1D(2), L.Conv1D(2, 2, strides=2), L.SeparableConv1D(2, 2)), numbers(9, 2))
    a = keras.Input((6, 6, 2), name="picture")
    c = L.Conv2D(4, 3, padding="same", name="c1")(a)
    s = L.GlobalAveragePooling2D(keepdims=True)(c)
    s = L.Conv2D(4, 1, activation="sigmoid", name="gate")(s)
    m = L.Multiply()([c, s])
    d = L.Concatenate()([m, a])
    p = L.Concatenate(axis=1)([d, d])
    t = L.Reshape((1, 1, 6))(L.GlobalMaxPooling2D()(d))
    save("squeeze", keras.Model(a, [L.Add()([p, t]), L.Dense(2)(L.Flatten()(L.Dense(3, name="on_last")(m)))]), numbers(6, 6, 2))


def sequences():
    save("lstm", chain((5, 3), L.LSTM(4, return_sequences=True), L.LSTM(2)), numbers(5, 3), formats=("keras", "h5"))
    save("gru", chain((5, 3), L.GRU(4, return_sequences=True), L.GRU(2, go_backwards=True)), numbers(5, 3))
    save("rnn", chain((5, 3), L.SimpleRNN(4, return_sequences=True), L.SimpleRNN(2, use_bias=False)), numbers(5, 3))
    words = random.integers(0, 10, 6)
    save("embedding", chain((6,), L.Embedding(10, 4), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.Bidirectional(L.SimpleRNN(2), merge_mode="ave"), L.Dense(1), dtype="int32"), words, formats=("keras", "h5"))
    save("both", chain((5, 3), L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode="mul"), L.TimeDistributed(L.Dense(2)), L.Conv1D(2, 2), L.GlobalAveragePooling1D()), numbers(5, 3))


def graphs():
    a, b = keras.Input((5,), name="a"), keras.Input((5,), name="b")
    d = L.Dense(3, name="d")
    x = L.Add()([d(a), d(b)])
    y = L.Concatenate()([x, a])
    z = L.Maximum()([L.Average()([x, d(a)]), L.Minimum()([x, L.Subtract()([x, d(b)])])])
    save("shared", keras.Model([a, b], [y, z]), numbers(5), numbers(5), formats=("keras", "h5"))
    inner = keras.Sequential([keras.Input((5,)), L.Dense(4, activation="relu"), L.Dense(3)], name="inner")
    i = keras.Input((5,))
    core = keras.Model(i, L.Dense(2, name="dense")(L.Activation("tanh")(inner(i))), name="core")
    o = keras.Input((5,))
    save("nested", keras.Model(o, L.Dense(2, name="dense")(core(o))), numbers(5), formats=("keras", "h5"))


def code():
    chain((2,), L.Lambda(lambda x: x + 1), L.Dense(1)).save("code.keras")
    chain((4,), L.Embedding(3, 2, mask_zero=True), L.LSTM(2), dtype="int32").save("masked.keras")


def gates():
    """Recurrent units that are more than one layer here."""
    save("reset", chain((5, 3), L.GRU(4, return_sequences=True), L.Bidirectional(L.GRU(2, return_sequences=True)), L.GRU(3, reset_after=False)), numbers(5, 3))


def attention():
    x = keras.Input((5, 6))
    a = L.MultiHeadAttention(2, 3, name="own")(x, x, use_causal_mask=True)
    b = L.MultiHeadAttention(3, 2, use_bias=False, name="other")(x, value=a, key=x)
    c = L.Attention(use_scale=True)([b, a])
    d = L.Dot(axes=(2, 2))([c, a])
    save("heads", keras.Model(x, [L.Add()([a, b, c]), d]), numbers(5, 6), formats=("keras", "h5"))


def norms():
    x = keras.Input((4, 5, 6))
    y = L.PReLU(shared_axes=[1, 2])(L.GroupNormalization(3)(L.Conv2D(6, 2)(x)))
    y = L.UnitNormalization()(L.SpatialDropout2D(0.2)(L.GaussianNoise(0.1)(y)))
    z = L.TimeDistributed(L.LayerNormalization())(L.PReLU()(L.Reshape((12, 6))(y)))
    save("norms", keras.Model(x, [z, L.UnitNormalization()(L.GroupNormalization(-1)(z))]), numbers(4, 5, 6))
    adapted = L.Normalization()
    adapted.adapt(numbers(40, 6))
    x = numbers(6)
    save("adapted", chain((6,), adapted, L.Dense(2), L.PReLU()), x)
    # What it was adapted to is looked at again when it is loaded.
    examples["adapted/out0"] = keras.models.load_model("adapted.keras").predict(x[None], verbose=0)[0].astype("f4")


def further():
    """Layers that are several layers here."""
    save("resized", chain((5, 6, 2), L.RandomShear(0.2), L.Resizing(7, 4), L.UpSampling2D((2, 3), interpolation="bilinear"), L.CenterCrop(10, 9), L.Resizing(4, 6, interpolation="nearest"), L.AdaptiveAveragePooling2D((2, 3)), L.RMSNormalization()), numbers(5, 6, 2))
    x = keras.Input((4, 6))
    h = L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de", activation="tanh", name="heads")(x)
    o = L.EinsumDense("...hd,hdc->...c", output_shape=5, bias_axes="c", name="joined")(h)
    p = L.EinsumDense("abc,cd->abd", output_shape=(None, 3), name="plain")(o)
    q = L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="e", name="shared")(o)
    save("einsum", keras.Model(x, [o, p, L.Reshape((4, 6))(q)]), numbers(4, 6))
    x = keras.Input((5, 4))
    a = L.AdditiveAttention(name="scaled")([L.Dense(4)(x), x])
    save("additive", keras.Model(x, [a, L.AdditiveAttention(use_scale=False)([x, a, x]), L.Discretization([-0.5, 0.0, 0.25])(x)]), numbers(5, 4))
    save("volumes", chain((3, 2, 3, 2), L.Conv3DTranspose(3, (3, 2, 3), strides=(2, 1, 2), padding="same", activation="relu"), L.Conv3DTranspose(2, 2, strides=2, use_bias=False), L.UpSampling3D((1, 2, 1)), L.Cropping3D(((1, 0), (0, 2), (1, 1)))), numbers(3, 2, 3, 2))
    chain((4, 2), L.Masking(name="gaps"), L.RNN(L.LSTMCell(3), name="own"), L.Dense(2)).save("unread.keras")


def old(name):
    """The file of Keras 3 with the description and the names of Keras 2."""
    with h5py.File(f"{name}.h5") as f, h5py.File(f"{name}2.h5", "w") as g:
        config = json.loads(f.attrs["model_config"])

        def older(x):
            if isinstance(x, list):
                return [older(v) for v in x]
            if not isinstance(x, dict):
                return x
            if x.get("class_name") == "DTypePolicy":
                return x["config"]["name"]
            out = {k: older(v) for k, v in x.items() if k not in ("module", "registered_name", "build_config", "build_input_shape")}
            if "batch_shape" in out:
                out["batch_input_shape"] = out.pop("batch_shape")
            if "inbound_nodes" in out:
                out["inbound_nodes"] = [[[*t, {} if i else named(n["kwargs"])] for i, t in enumerate(tensors(n["args"]))] for n in x["inbound_nodes"]]
            return out

        def tensors(x):
            if isinstance(x, list):
                return [t for v in x for t in tensors(v)]
            return [x["config"]["keras_history"]]

        def named(kwargs):
            return {k: tensors(v)[0] if isinstance(v, dict) else v for k, v in kwargs.items()}

        g.attrs["model_config"] = json.dumps(older(config))
        g.attrs["keras_version"] = "2.15.0"
        g.attrs["backend"] = "tensorflow"
        w = g.create_group("model_weights")
        w.attrs["layer_names"] = [n.encode() for n in f["model_weights"].attrs["layer_names"]]
        for layer in f["model_weights"].attrs["layer_names"]:
            names = f[f"model_weights/{layer}"].attrs["weight_names"]
            own = w.create_group(layer)
            own.attrs["weight_names"] = [f"{n}:0".encode() for n in names]
            for n in names:
                own.create_dataset(f"{n}:0", data=f[f"model_weights/{layer}/{n}"][...])


def compressed(name):
    """The same archive, deflated."""
    with zipfile.ZipFile(name) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for n, data in parts.items():
            z.writestr(zipfile.ZipInfo(n), data, zipfile.ZIP_DEFLATED)


plain()
pictures()
sequences()
graphs()
code()
for name in ("dense", "conv", "lstm", "embedding", "shared", "nested"):
    old(name)
gates()
attention()
norms()
old("heads")
further()
for name in glob.glob("*.keras"):
    if name != "conv.keras":  # as Keras has it
        compressed(name)
np.savez_compressed("examples.npz", **examples)
