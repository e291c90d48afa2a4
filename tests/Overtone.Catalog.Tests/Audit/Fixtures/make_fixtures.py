"""Trains a small network on the 8x8 digits and exports it: python3 make_fixtures.py (PyTorch 1.13, NumPy 1.24).

Makes digits.onnx, digits.pt, rounding.pt and digits.json (the side file), and with heatmap.py the heat map that an independent computation finds.
"""
import gzip
import os
import subprocess
import sys
import numpy as np
import torch
from torch import nn

os.chdir(os.path.dirname(os.path.abspath(__file__)))
TEST_IMAGES = 360
MEAN, STD = 0.3, 0.35

with gzip.open("../../../../src/Overtone/Data/Embedded/digits.csv.gz", "rt") as file:
    rows = np.loadtxt(file, delimiter=",", skiprows=1)
pixels, labels = (rows[:, :64] / 16).reshape(-1, 1, 8, 8).astype(np.float32), rows[:, 64].astype(np.int64)
train, test = slice(0, -TEST_IMAGES), slice(-TEST_IMAGES, None)

torch.manual_seed(0)
torch.set_num_threads(1)
network = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(64, 10))
optimiser = torch.optim.Adam(network.parameters(), 3e-3)
x, y = (torch.from_numpy(pixels[train]) - MEAN) / STD, torch.from_numpy(labels[train])
for epoch in range(15):
    for batch in torch.randperm(len(x)).split(64):
        optimiser.zero_grad()
        nn.functional.cross_entropy(network(x[batch]), y[batch]).backward()
        optimiser.step()

network.eval()
example = torch.zeros(1, 1, 8, 8)
torch.onnx.export(network, example, "digits.onnx", input_names=["images"], output_names=["logits"], dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}})
torch.jit.trace(network, example).save("digits.pt")


class Rounding(nn.Module):
    """The network with an input rounded to quarters (of its deviation): its gradient is zero everywhere."""

    def __init__(self):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(torch.round(4 * x) / 4)


torch.jit.trace(Rounding(), example).save("rounding.pt")
with open("digits.json", "w") as file:
    file.write(f'{{ "channels": "grey", "mean": [{MEAN}], "std": [{STD}] }}\n')
np.save("images.npy", pixels[test])
np.save("labels.npy", labels[test])
subprocess.run([sys.executable, "heatmap.py", "digits.pt", "images.npy", "labels.npy", "2", "1", "heatmap.csv", str(MEAN), str(STD)], check=True)
os.remove("images.npy")
os.remove("labels.npy")
