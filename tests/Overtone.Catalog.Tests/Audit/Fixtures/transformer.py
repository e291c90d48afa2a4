"""Trains a small vision transformer on the 8x8 digits and exports it: python3 transformer.py (PyTorch 1.13, NumPy 1.24).

Makes transformer.onnx, transformer.json (the side file) and transformer_spectra.csv: the relative log amplitude of what each block gives, along
the diagonal of the grid of tokens, for the first 40 test images, computed from PyTorch's own activations with NumPy.
"""
import gzip
import os
import numpy as np
import torch
from torch import nn

os.chdir(os.path.dirname(os.path.abspath(__file__)))
TEST_IMAGES, SHOWN = 360, 40
MEAN, STD = 0.3, 0.35
WIDTH, HEADS, BLOCKS, SIDE = 24, 3, 3, 4

with gzip.open("../../../../src/Overtone/Data/Embedded/digits.csv.gz", "rt") as file:
    rows = np.loadtxt(file, delimiter=",", skiprows=1)
pixels, labels = (rows[:, :64] / 16).reshape(-1, 1, 8, 8).astype(np.float32), rows[:, 64].astype(np.int64)
train, test = slice(0, -TEST_IMAGES), slice(-TEST_IMAGES, None)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.queries, self.keys, self.values, self.project = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

    def forward(self, x):
        def split(y):
            return y.reshape(-1, SIDE * SIDE + 1, HEADS, WIDTH // HEADS).transpose(1, 2)
        weights = torch.softmax(split(self.queries(x)) @ split(self.keys(x)).transpose(2, 3) / (WIDTH // HEADS) ** 0.5, -1)
        return self.project((weights @ split(self.values(x))).transpose(1, 2).reshape(-1, SIDE * SIDE + 1, WIDTH))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2, self.attention = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH), Attention()
        self.perceptron = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.perceptron(self.norm2(x))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(1, WIDTH, 2, stride=2)
        self.token = nn.Parameter(torch.zeros(1, 1, WIDTH))
        self.places = nn.Parameter(0.1 * torch.randn(1, SIDE * SIDE + 1, WIDTH))
        self.blocks = nn.Sequential(*(Block() for _ in range(BLOCKS)))
        self.head = nn.Linear(WIDTH, 10)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.places
        return self.head(self.blocks(x)[:, 0])


torch.manual_seed(0)
torch.set_num_threads(1)
network = Transformer()
optimiser = torch.optim.Adam(network.parameters(), 3e-3)
x, y = (torch.from_numpy(pixels[train]) - MEAN) / STD, torch.from_numpy(labels[train])
for epoch in range(25):
    for batch in torch.randperm(len(x)).split(64):
        optimiser.zero_grad()
        nn.functional.cross_entropy(network(x[batch]), y[batch]).backward()
        optimiser.step()

network.eval()
shown = (torch.from_numpy(pixels[test][:SHOWN]) - MEAN) / STD
with torch.no_grad():
    print("test accuracy", (network((torch.from_numpy(pixels[test]) - MEAN) / STD).argmax(1).numpy() == labels[test]).mean())
    answers = []
    for block in network.blocks:
        block.register_forward_hook(lambda module, inputs, output: answers.append(output.numpy().astype(np.float64)))
    network(shown)
with open("transformer_spectra.csv", "w") as file:
    file.write("block,frequency,log_amplitude\n")
    for number, tokens in enumerate(answers, 1):
        grids = tokens[:, 1:].transpose(0, 2, 1).reshape(SHOWN, WIDTH, SIDE, SIDE)
        logs = np.log(np.maximum(np.abs(np.fft.fft2(grids, norm="ortho")), 1e-12)).mean((0, 1))
        for k in range(SIDE // 2 + 1):
            file.write(f"{number},{2 * k / SIDE},{logs[k, k] - logs[0, 0]:.9f}\n")
for block in network.blocks:
    block._forward_hooks.clear()
torch.onnx.export(
    network, torch.zeros(2, 1, 8, 8), "transformer.onnx", input_names=["images"], output_names=["logits"],
    dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}}, opset_version=13)
with open("transformer.json", "w") as file:
    file.write(f'{{ "channels": "grey", "height": 8, "width": 8, "mean": [{MEAN}], "std": [{STD}] }}\n')
