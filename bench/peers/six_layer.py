"""A six-layer convolutional network for 32 x 32 colour images, trained a little and exported.

    six_layer.py BATCHES OUT EPOCHS

BATCHES: a folder in CIFAR-10's binary layout, or '' for a network without training. Writes OUT/model.onnx and OUT/model.pt and then answers
any line with the operations (a multiplication and an addition are two) of one forward pass.
"""
import glob
import os
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

WIDTHS = [32, 32, 64, 64, 128, 128]


def network():
    layers, before = [], 3
    for n, width in enumerate(WIDTHS):
        layers += [nn.Conv2d(before, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
        layers += [nn.MaxPool2d(2)] if n in (1, 3) else []
        before = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, 10))


def operations():
    sides = [32, 32, 16, 16, 8, 8]
    return sum(2 * 9 * side * side * before * width for side, before, width in zip(sides, [3] + WIDTHS, WIDTHS)) + 2 * WIDTHS[-1] * 10


def train(model, folder, epochs):
    data = np.concatenate([np.fromfile(file, np.uint8).reshape(-1, 3073) for file in sorted(glob.glob(os.path.join(folder, "data_batch_*.bin")))])
    x, y = torch.from_numpy(data[:, 1:].reshape(-1, 3, 32, 32)), torch.from_numpy(data[:, 0].astype(np.int64))
    optimiser = torch.optim.SGD(model.parameters(), 0.05, momentum=0.9, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.1, total_steps=epochs * (len(x) // 128))
    for _ in range(epochs):
        for batch in torch.randperm(len(x))[: len(x) // 128 * 128].split(128):
            optimiser.zero_grad()
            F.cross_entropy(model(x[batch].float() / 255), y[batch]).backward()
            optimiser.step()
            schedule.step()


def main(folder, out, epochs):
    torch.manual_seed(0)
    model = network()
    if folder:
        train(model, folder, int(epochs))
    model.eval()
    example = torch.zeros(1, 3, 32, 32)
    torch.onnx.export(
        model, example, os.path.join(out, "model.onnx"), input_names=["images"], output_names=["logits"], dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}})
    torch.jit.trace(model, example).save(os.path.join(out, "model.pt"))
    print(f"PyTorch {torch.__version__}", flush=True)
    for _ in sys.stdin:
        print(operations(), flush=True)


main(*sys.argv[1:])
