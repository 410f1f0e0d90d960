"""Trains the nets of the benchmark with the frameworks that this Python has; one line of JSON for each net and setting.

usage: peers.py --list | --limit | FRAMEWORK [--threads N] [--nets A,B] [--seconds S]
FRAMEWORK: torch, torch-compile, jax, keras (TensorFlow graph), keras-xla
One step: forward, backward, Adam, on a fixed batch in memory. ms: median over windows, best: the fastest window.
"""
import argparse, importlib.util, json, os, sys, time

NETS = {  # name: input shape with the batch first, channels last; classes
    "mlp-tiny": ((32, 4), 3),
    "mlp-b64": ((64, 784), 10),
    "mlp-b256": ((256, 784), 10),
    "lenet": ((64, 28, 28, 1), 10),
    "lstm": ((32, 50, 64), 10),
    "transformer": ((16, 64, 64), 10),
    "mlp-large": ((128, 1024), 10),
    "cnn": ((32, 32, 32, 3), 10),
}
MLP = {"mlp-tiny": (4, 16, 3), "mlp-b64": (784, 256, 128, 10), "mlp-b256": (784, 256, 128, 10), "mlp-large": (1024, 2048, 2048, 10)}
FRAMEWORKS = {"torch": "torch", "torch-compile": "torch", "jax": "jax", "keras": "keras", "keras-xla": "keras"}

parser = argparse.ArgumentParser()
parser.add_argument("framework", nargs="?")
parser.add_argument("--list", action="store_true")
parser.add_argument("--limit", action="store_true")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--nets", default=",".join(NETS))
parser.add_argument("--seconds", type=float, default=1.5)
parser.add_argument("--busy", action="store_true", help="processor time of all threads in place of time")
args = parser.parse_args()
clock = time.process_time if args.busy else time.perf_counter

# a core type forced on OpenBLAS is not the peers' own choice
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(args.threads)
os.environ["TF_NUM_INTRAOP_THREADS"] = str(args.threads)
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
if args.threads == 1:
    given = os.environ.get("XLA_FLAGS", "")
    os.environ["XLA_FLAGS"] = f"{given} --xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1".strip()

if args.list:
    has = lambda m: importlib.util.find_spec(m) is not None
    found = [f for f, m in FRAMEWORKS.items() if has(m) and (m != "keras" or has("tensorflow"))]
    print(json.dumps(found))
    sys.exit()


def emit(**row):
    print(json.dumps(row), flush=True)


def measure(step, wait=lambda r: None):
    """Milliseconds a step: median and minimum over about 15 windows."""
    t = clock()
    wait(step())
    first = clock() - t
    for _ in range(5):
        wait(step())
    t = clock()
    for _ in range(3):
        r = step()
    wait(r)
    once = (clock() - t) / 3
    n = max(1, int(args.seconds / 15 / once))
    windows = []
    end = clock() + 3 * args.seconds
    while len(windows) < 15 and (clock() < end or len(windows) < 5):
        t = clock()
        for _ in range(n):
            r = step()
        wait(r)
        windows.append((clock() - t) / n * 1e3)
    windows.sort()
    return dict(ms=round(windows[len(windows) // 2], 4), best=round(windows[0], 4), first_ms=round(first * 1e3, 1))


def batch(name):
    import numpy as np

    shape, classes = NETS[name]
    random = np.random.default_rng(1)
    return random.standard_normal(shape, dtype=np.float32), random.integers(0, classes, shape[0]).astype(np.int32)


def limit():
    """The machine's own matrix products: the fastest of what is here."""
    import numpy as np

    row = {}
    n = 2048

    def rate(multiply):
        best = 1e9
        for _ in range(6):
            t = clock()
            multiply()
            best = min(best, clock() - t)
        return round(2 * n**3 / best / 1e9, 1)

    a, b = (np.random.default_rng(i).standard_normal((n, n), dtype=np.float32) for i in (1, 2))
    row["numpy"] = rate(lambda: a @ b)
    if importlib.util.find_spec("torch"):
        import torch

        torch.set_num_threads(args.threads)
        x, y = torch.from_numpy(a), torch.from_numpy(b)
        row["torch"] = rate(lambda: torch.mm(x, y))
    if importlib.util.find_spec("jax"):
        import jax

        f = jax.jit(lambda p, q: p @ q)
        p, q = jax.device_put(a), jax.device_put(b)
        row["jax"] = rate(lambda: f(p, q).block_until_ready())
    emit(what="limit", n=n, threads=args.threads, gflops=row, best=max(row.values()))


# --- PyTorch ---------------------------------------------------------------------------------------------------------


def torch_peer(name, compiled):
    import torch
    import torch.nn as nn
    import torch.nn.functional as F

    torch.set_num_threads(args.threads)
    torch.manual_seed(0)

    class Lstm(nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm, self.out = nn.LSTM(64, 128, batch_first=True), nn.Linear(128, 10)

        def forward(self, x):
            return self.out(self.lstm(x)[0][:, -1])

    class Transformer(nn.Module):
        def __init__(self):
            super().__init__()
            self.block = nn.TransformerEncoderLayer(64, 4, 256, dropout=0.0, batch_first=True)
            self.out = nn.Linear(64, 10)

        def forward(self, x):
            return self.out(self.block(x).mean(1))

    def mlp(*sizes):
        layers = []
        for i in range(len(sizes) - 1):
            layers += [nn.Linear(sizes[i], sizes[i + 1])] + ([nn.ReLU()] if i < len(sizes) - 2 else [])
        return nn.Sequential(*layers)

    def lenet():
        tail = [nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10)]
        first = [nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2)]
        return nn.Sequential(*first, *tail)

    def cnn():
        c = lambda i, o: [nn.Conv2d(i, o, 3, padding=1), nn.ReLU()]
        body = c(3, 64) + c(64, 64) + [nn.MaxPool2d(2)] + c(64, 128) + c(128, 128) + [nn.MaxPool2d(2)]
        return nn.Sequential(*body, nn.Flatten(), nn.Linear(8192, 256), nn.ReLU(), nn.Linear(256, 10))

    make = {"lenet": lenet, "lstm": Lstm, "transformer": Transformer, "cnn": cnn}
    x, y = (torch.from_numpy(a) for a in batch(name))
    y = y.long()
    images = x.dim() == 4
    if images:
        x = x.permute(0, 3, 1, 2).contiguous()
    for layout in ("channels first", "channels last") if images and not compiled else ("",):
        model = mlp(*MLP[name]) if name in MLP else make[name]()
        inputs = x
        if layout == "channels last":
            model, inputs = model.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
        loss_of = lambda: F.cross_entropy(model(inputs), y)
        if compiled:
            loss_of = torch.compile(loss_of)

        def step():
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of()
            loss.backward()
            optimizer.step()
            return loss

        setting = ("torch.compile" if compiled else "eager") + (", " + layout if layout else "")
        emit(what="train", framework="PyTorch " + torch.__version__, setting=setting, threads=args.threads, net=name, **measure(step))


# --- JAX -------------------------------------------------------------------------------------------------------------


def jax_peer(name):
    import flax.linen as nn
    import jax
    import jax.numpy as jnp
    import optax

    class Mlp(nn.Module):
        @nn.compact
        def __call__(self, x):
            for n in MLP[name][1:-1]:
                x = nn.relu(nn.Dense(n)(x))
            return nn.Dense(MLP[name][-1])(x)

    class Lenet(nn.Module):
        @nn.compact
        def __call__(self, x):
            for n in (20, 50):
                x = nn.max_pool(nn.relu(nn.Conv(n, (5, 5), padding="VALID")(x)), (2, 2), (2, 2))
            x = nn.relu(nn.Dense(500)(x.reshape(x.shape[0], -1)))
            return nn.Dense(10)(x)

    class Cnn(nn.Module):
        @nn.compact
        def __call__(self, x):
            for n in (64, 128):
                for _ in range(2):
                    x = nn.relu(nn.Conv(n, (3, 3))(x))
                x = nn.max_pool(x, (2, 2), (2, 2))
            x = nn.relu(nn.Dense(256)(x.reshape(x.shape[0], -1)))
            return nn.Dense(10)(x)

    class Lstm(nn.Module):
        @nn.compact
        def __call__(self, x):
            return nn.Dense(10)(nn.RNN(nn.OptimizedLSTMCell(128))(x)[:, -1])

    class Transformer(nn.Module):
        @nn.compact
        def __call__(self, x):
            h = nn.LayerNorm()(x + nn.MultiHeadDotProductAttention(num_heads=4)(x, x))
            f = nn.Dense(64)(nn.relu(nn.Dense(256)(h)))
            return nn.Dense(10)(nn.LayerNorm()(h + f).mean(1))

    model = {"lenet": Lenet, "cnn": Cnn, "lstm": Lstm, "transformer": Transformer}.get(name, Mlp)()
    x, y = (jnp.asarray(a) for a in batch(name))
    parameters = model.init(jax.random.key(0), x)
    optimizer = optax.adam(1e-3)
    state = (parameters, optimizer.init(parameters))

    def loss_of(p):
        return optax.softmax_cross_entropy_with_integer_labels(model.apply(p, x), y).mean()

    def update(s):
        loss, g = jax.value_and_grad(loss_of)(s[0])
        changes, moments = optimizer.update(g, s[1], s[0])
        return (optax.apply_updates(s[0], changes), moments), loss

    compiled = jax.jit(update, donate_argnums=0)
    held = [state]

    def step():
        held[0], loss = compiled(held[0])
        return loss

    emit(what="train", framework="JAX " + jax.__version__, setting="jit, flax, optax", threads=args.threads, net=name, **measure(step, lambda r: r.block_until_ready()))


# --- Keras on TensorFlow ---------------------------------------------------------------------------------------------


def keras_peer(name, xla):
    import keras
    import tensorflow as tf
    from keras import layers as L

    tf.config.threading.set_intra_op_parallelism_threads(args.threads)
    x, y = batch(name)
    given = keras.Input(x.shape[1:])
    h = given
    if name in MLP:
        for n in MLP[name][1:-1]:
            h = L.Dense(n, "relu")(h)
        h = L.Dense(MLP[name][-1])(h)
    elif name == "lenet":
        for n in (20, 50):
            h = L.MaxPooling2D(2)(L.Conv2D(n, 5, activation="relu")(h))
        h = L.Dense(10)(L.Dense(500, "relu")(L.Flatten()(h)))
    elif name == "cnn":
        for n in (64, 128):
            for _ in range(2):
                h = L.Conv2D(n, 3, padding="same", activation="relu")(h)
            h = L.MaxPooling2D(2)(h)
        h = L.Dense(10)(L.Dense(256, "relu")(L.Flatten()(h)))
    elif name == "lstm":
        h = L.Dense(10)(L.LSTM(128)(h))
    else:
        h = L.LayerNormalization()(h + L.MultiHeadAttention(4, 16)(h, h))
        h = L.LayerNormalization()(h + L.Dense(64)(L.Dense(256, "relu")(h)))
        h = L.Dense(10)(L.GlobalAveragePooling1D()(h))
    model = keras.Model(given, h)
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(model.trainable_variables)
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    xs, ys = tf.constant(x), tf.constant(y)

    @tf.function(jit_compile=xla)
    def step():
        with tf.GradientTape() as tape:
            loss = loss_of(ys, model(xs, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        return loss

    setting = "graph, XLA" if xla else "graph"
    emit(what="train", framework="Keras " + keras.__version__ + " on TensorFlow " + tf.__version__, setting=setting, threads=args.threads, net=name, **measure(step, lambda r: r.numpy()))


if args.limit:
    limit()
    sys.exit()
for name in args.nets.split(","):
    try:
        if args.framework in ("torch", "torch-compile"):
            torch_peer(name, args.framework == "torch-compile")
        elif args.framework == "jax":
            jax_peer(name)
        elif args.framework in ("keras", "keras-xla"):
            keras_peer(name, args.framework == "keras-xla")
        else:
            sys.exit("unknown framework " + str(args.framework))
    except Exception as e:  # one net that a framework cannot run does not end the others
        emit(what="failed", framework=args.framework, net=name, error=str(e).splitlines()[0][:200] if str(e) else type(e).__name__)
