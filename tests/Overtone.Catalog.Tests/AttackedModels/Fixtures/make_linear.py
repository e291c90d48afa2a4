"""Fits linear networks to the 8x8 digits and exports them: python3 make_linear.py (PyTorch 1.13, NumPy 1.24).

Makes linear.onnx, whose adversarial images have a closed form; two_classes.onnx, which tells zeros from the other digits; and nan.onnx, the
first with a term that is zero where the pixel in the corner is black, as in all digits, and no number where it is not.
"""
import gzip
import os
import numpy as np
import torch
from torch import nn

os.chdir(os.path.dirname(os.path.abspath(__file__)))
with gzip.open("../../../../src/Overtone/Data/Embedded/digits.csv.gz", "rt") as file:
    rows = np.loadtxt(file, delimiter=",", skiprows=1)
pixels = torch.from_numpy((rows[:-360, :64] / 16).reshape(-1, 1, 8, 8).astype(np.float32))
labels = torch.from_numpy(rows[:-360, 64].astype(np.int64))


def fit(targets, classes):
    torch.manual_seed(0)
    network = nn.Sequential(nn.Flatten(), nn.Linear(64, classes))
    optimiser = torch.optim.Adam(network.parameters(), 1e-2, weight_decay=1e-4)
    for _ in range(300):
        optimiser.zero_grad()
        nn.functional.cross_entropy(network(pixels), targets).backward()
        optimiser.step()
    return network.eval()


class Corner(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x) + 0 * torch.sqrt(0.001 - x[:, :, 0, 0])


def export(network, name):
    names = {"input_names": ["images"], "output_names": ["logits"]}
    torch.onnx.export(network, torch.zeros(1, 1, 8, 8), name, dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}}, **names)


linear = fit(labels, 10)
export(linear, "linear.onnx")
export(Corner(linear), "nan.onnx")
export(fit((labels != 0).long(), 2), "two_classes.onnx")
