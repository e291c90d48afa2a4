"""One deep copy of a network for each direction and length, as the notebook of 1806.08734 does. Arguments: widths, then samples.
A line in: how many copies. A line out: seconds a copy."""
import copy
import sys
import time

import numpy as np
import torch

*widths, samples = map(int, sys.argv[1:])
layers = []
for inputs, outputs in zip(widths, widths[1:]):
    layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
network = torch.nn.Sequential(*layers[:-1])
points = torch.arange(samples).float().div(samples).unsqueeze(1)


def perturb(length):
    moved = copy.deepcopy(network)
    with torch.no_grad():
        direction = [torch.randn_like(parameter) for parameter in moved.parameters()]
        norm = torch.sqrt(sum(part.square().sum() for part in direction))
        for parameter, part in zip(moved.parameters(), direction):
            parameter.add_(part * (length / norm))
        return np.abs(np.fft.rfft(moved(points).numpy().squeeze())) / samples


print(f"PyTorch {torch.__version__} with {torch.get_num_threads()} threads", flush=True)
for line in sys.stdin:
    copies = int(line)
    start = time.perf_counter()
    for _ in range(copies):
        perturb(1.0)
    print((time.perf_counter() - start) / copies, flush=True)
