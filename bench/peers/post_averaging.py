"""Directions to the nearest hyperplanes as PostAvgDefense (YupingLin171/PostAvgDefense) finds them, unit by unit, as it is published.

    post_averaging.py SOURCES OUT IMAGES

SOURCES: a checkout. IMAGES: float32 .npy [n, 3, 32, 32]. Writes the network up to its hidden linear layer as OUT/units.pt, and the
norms of that layer's weights as OUT/norms.npy (float64 [units]). Answers 'neighbours K' with the processor seconds of finding the K
nearest units of each image, and 'directions K' with 1 once OUT/directions.npy holds them (float32 [n, K, pixels]).
"""
import os
import resource
import sys

sources, out, images = sys.argv[1:]
sys.path.insert(0, sources)

import numpy as np  # noqa: E402
import torch  # noqa: E402
from PADefense import findNeighbors_approx_vgg  # noqa: E402
from torch import nn  # noqa: E402

WIDTHS, UNITS = [32, 32, 64, 64, 128, 128], 256


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        layers, before = [], 3
        for n, width in enumerate(WIDTHS):
            layers += [nn.Conv2d(before, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            layers += [nn.MaxPool2d(2)] if n in (1, 3, 5) else []
            before = width
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(2)
        self.classifier = nn.Sequential(nn.Linear(4 * before, UNITS), nn.ReLU(), nn.Linear(UNITS, 10))


def neighbours(network, x, count):
    # One linear layer is asked, at a distance of 1, in one direction.
    return [findNeighbors_approx_vgg(network, image, [count, 0], r=[1], direction="inc") for image in x.split(1)]


torch.set_num_threads(1)
torch.manual_seed(0)
network = Network().eval()
x = torch.from_numpy(np.load(images))
units = nn.Sequential(network.features, network.avgpool, nn.Flatten(), network.classifier[0])
torch.jit.trace(units, torch.zeros(1, 3, 32, 32)).save(os.path.join(out, "units.pt"))
np.save(os.path.join(out, "norms.npy"), network.classifier[0].weight.detach().norm(dim=1).double().numpy())
print(f"PostAvgDefense, PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    what, count = line.split()
    if what == "directions":
        found = torch.stack([points - image for points, image in zip(neighbours(network, x, int(count)), x)])
        np.save(os.path.join(out, "directions.npy"), found.flatten(2).numpy())
        print(1, flush=True)
        continue
    start = resource.getrusage(resource.RUSAGE_SELF)
    neighbours(network, x, int(count))
    end = resource.getrusage(resource.RUSAGE_SELF)
    print(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime, flush=True)
