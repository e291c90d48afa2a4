"""
Run with PyTorch 1.13: python3 squeeze.py

Makes squeeze.onnx: a classifier of 8x8 digits with one squeeze-and-excitation block, whose convolutions see one pixel each, so that their
activations have no two directions. Its weights are drawn, not trained.
"""
import torch
from torch import nn


class Squeeze(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce, self.expand = nn.Conv2d(channels, 2, 1), nn.Conv2d(2, channels, 1)

    def forward(self, maps):
        return maps * torch.sigmoid(self.expand(torch.relu(self.reduce(self.pool(maps)))))


torch.manual_seed(1)
network = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), Squeeze(8), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10)).eval()
torch.onnx.export(
    network, torch.zeros(2, 1, 8, 8), "squeeze.onnx", input_names=["images"], output_names=["logits"],
    dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}}, opset_version=13)
