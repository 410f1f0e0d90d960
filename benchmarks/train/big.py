"""Seconds of PyTorch for what big.wl times: python3 big.py [threads]."""
import sys
import tempfile
import time

import torch
from torch import nn

torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 2)


def seconds(name, f):
    t = time.perf_counter()
    out = f()
    print(f"{name:44}{time.perf_counter() - t:.3f}")
    return out


def vgg():
    layers, channels = [], 3
    for width in (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0):
        layers += [nn.MaxPool2d(2)] if width == 0 else [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
        channels = width or channels
    head = [nn.Linear(25088, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000), nn.Softmax(-1)]
    return nn.Sequential(*layers, nn.Flatten(), *head).eval()


def initialized(net):
    for m in net:
        if isinstance(m, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(m.weight)
    return net


with torch.no_grad():
    with torch.device("meta"):
        shapes = vgg()
    net = seconds("VGG-16 with normal weights", lambda: initialized(shapes.to_empty(device="cpu")))
    seconds("again", lambda: initialized(net))
    image = torch.rand(1, 3, 224, 224)
    seconds("VGG-16 on an image, the first", lambda: net(image))
    seconds("the next", lambda: net(image))
    with tempfile.NamedTemporaryFile() as file:
        seconds("save", lambda: torch.save(net.state_dict(), file.name))
        seconds("load", lambda: torch.load(file.name))
    seconds("orthogonal, 1024 by 1024", lambda: nn.init.orthogonal_(torch.empty(1024, 1024)))
    seconds("again", lambda: nn.init.orthogonal_(torch.empty(1024, 1024)))
    for n in (1500, 5000, 10000):
        seconds(f"Sequential of {n} Linear", lambda: nn.Sequential(*(nn.Linear(4, 4) for _ in range(n))))
