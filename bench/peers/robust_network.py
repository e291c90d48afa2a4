"""A small convolutional network for 32 x 32 colour images, trained adversarially by one step from a random start, and exported.

    robust_network.py BATCHES OUT EPOCHS EPSILON

BATCHES: a folder in CIFAR-10's binary layout, or '' for a network without training. EPSILON: in l-infinity, in 255ths. Writes
OUT/model.onnx and OUT/model.pt and then answers any line with the operations (a multiplication and an addition are two) of one forward
pass.
"""
import glob
import os
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BATCH, RATE = 64, 0.002
OPERATIONS = 2 * (32 * 32 * 27 * 16 + 16 * 16 * 144 * 32 + 8 * 8 * 288 * 64 + 1024 * 64 + 640)


def network():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 3, 2, 1), nn.ReLU(),
        nn.AvgPool2d(2), nn.Flatten(), nn.Linear(64 * 16, 64), nn.ReLU(), nn.Linear(64, 10))


def perturbed(model, x, y, epsilon):
    start = (x + torch.empty_like(x).uniform_(-epsilon, epsilon)).clamp(0, 1).requires_grad_()
    gradient, = torch.autograd.grad(F.cross_entropy(model(start), y), start)
    moved = start.detach() + 1.25 * epsilon * gradient.sign()
    return torch.min(torch.max(moved, x - epsilon), x + epsilon).clamp(0, 1)


def train(model, folder, epochs, epsilon):
    files = sorted(glob.glob(os.path.join(folder, "data_batch_*.bin")))
    data = np.concatenate([np.fromfile(file, np.uint8).reshape(-1, 3073) for file in files])
    x, y = torch.from_numpy(data[:, 1:].reshape(-1, 3, 32, 32)), torch.from_numpy(data[:, 0].astype(np.int64))
    optimiser = torch.optim.Adam(model.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs * (len(x) // BATCH))
    for _ in range(epochs):
        for batch in torch.randperm(len(x))[: len(x) // BATCH * BATCH].split(BATCH):
            images = x[batch].float() / 255
            images = torch.where(torch.rand(len(batch), 1, 1, 1) < 0.5, images, images.flip(3))
            attacked = perturbed(model, images, y[batch], epsilon)
            optimiser.zero_grad()
            F.cross_entropy(model(attacked), y[batch]).backward()
            optimiser.step()
            schedule.step()


def main(folder, out, epochs, epsilon):
    torch.manual_seed(0)
    model = network()
    if folder:
        train(model, folder, int(epochs), float(epsilon) / 255)
    model.eval()
    example = torch.zeros(1, 3, 32, 32)
    torch.onnx.export(
        model, example, os.path.join(out, "model.onnx"), input_names=["images"], output_names=["logits"],
        dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}})
    torch.jit.trace(model, example).save(os.path.join(out, "model.pt"))
    print(f"PyTorch {torch.__version__}", flush=True)
    for _ in sys.stdin:
        print(OPERATIONS, flush=True)


main(*sys.argv[1:])
