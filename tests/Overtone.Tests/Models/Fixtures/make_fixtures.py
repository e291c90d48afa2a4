"""Makes the models and the expected numbers of this folder with PyTorch: python3 make_fixtures.py (PyTorch 1.13, NumPy 1.24).

The networks are tiny and untrained. What they answer is computed here, by PyTorch itself, so that Overtone's adapters are compared
with a source of their own; gradients are of the summed cross-entropy and with respect to pixels in [0, 1].
"""
import io
import os
import zipfile
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

os.chdir(os.path.dirname(os.path.abspath(__file__)))
CLASSES = 4
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
CAFFE_MEAN = [104.0, 117.0, 123.0]


class Tiny(nn.Module):
    """Two convolutions and a linear layer: n x channels x 8 x 8 (or larger) to n x 4."""

    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, 4, 3, padding=1)
        self.second = nn.Conv2d(4, 6, 3, padding=1)
        self.last = nn.Linear(6, CLASSES)

    def features(self, x):
        x = F.max_pool2d(torch.relu(self.first(x)), 2)
        return torch.relu(self.second(x)).mean((2, 3))

    def forward(self, x):
        return self.last(self.features(x))


class Wrapped(nn.Module):
    """A network with something done before and after it."""

    def __init__(self, network, before=lambda x: x, after=lambda y: y):
        super().__init__()
        self.network, self.before, self.after = network, before, after

    def forward(self, x):
        return self.after(self.network(self.before(x)))


class TwoOutputs(Wrapped):
    def __init__(self, network, flat):
        super().__init__(network)
        self.flat = flat

    def forward(self, x):
        features = self.network.features(x)
        return (features if self.flat else features[:, :, None, None]), self.network.last(features)


class TwoInputs(Wrapped):
    def forward(self, x, y):
        return self.network(x + y)


class Dropout(Wrapped):
    def forward(self, x):
        return self.network.last(F.dropout(self.network.features(x), 0.5, self.training))


class Noise(Wrapped):
    """Dropout written out, so that nobody takes it for one."""

    def forward(self, x):
        features = self.network.features(x)
        return self.network.last(2 * features * (torch.rand_like(features) < 0.5))


class Baked(Wrapped):
    """A number of images written into the graph, as a careless reshape does."""

    def forward(self, x):
        return self.network.last(self.network.features(x).reshape(1, 6))


class Integers(Wrapped):
    """Places to look up, in a buffer: a conversion of the whole module's numbers would round them."""

    def __init__(self, network):
        super().__init__(network)
        self.register_buffer("order", torch.tensor([3, 2, 1, 0]))

    def forward(self, x):
        return self.network(x)[:, self.order]


def tiny(channels):
    torch.manual_seed(channels)
    network = Tiny(channels)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(std=0.6)
        network.last.bias -= network(images(channels)).mean(0)  # so that not every image is of one class
    return network.eval()


def images(channels, n=6, height=8, width=8):
    torch.manual_seed(10 + channels)
    return torch.rand(n, channels, height, width) * torch.rand(n, channels, 1, 1)


def onnx(network, file, example, inputs=("images",), outputs=("logits",), dynamic=(0,), **options):
    axes = {name: {axis: f"axis{axis}" for axis in dynamic} for name in inputs}
    axes.update({name: {0: "axis0"} for name in outputs if 0 in dynamic})
    torch.onnx.export(network, example, file, input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
                      opset_version=13, **options)


def trace(network, file, example, finish=lambda module: module):
    """Without debug information, which names folders of this machine."""
    whole = io.BytesIO()
    torch.jit.save(finish(torch.jit.trace(network, example, check_trace=False)), whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                target.writestr(entry, source.read(entry))


def save(file, tensor):
    np.save(file, tensor.detach().numpy().astype(np.float32))


def gradient(network, pixels, labels, prepare=lambda x: x):
    pixels = pixels.clone().requires_grad_()
    F.cross_entropy(network(prepare(pixels)), labels, reduction="sum").backward()
    return pixels.grad


def normalise(x):
    return (x - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]


def caffe(x):
    return 255 * x[:, [2, 1, 0]] - torch.tensor(CAFFE_MEAN)[:, None, None]


rgb, grey = tiny(3), tiny(1)
x, g = images(3), images(1)
labels = torch.arange(len(x)) % CLASSES
save("images_rgb.npy", x)
save("images_grey.npy", g)

onnx(rgb, "rgb.onnx", x)
onnx(grey, "grey.onnx", g)
onnx(rgb, "batch1.onnx", x[:1], dynamic=())
onnx(rgb, "batch4.onnx", x[:4], dynamic=())
onnx(Wrapped(rgb, before=lambda x: x.permute(0, 3, 1, 2)), "nhwc.onnx", x.permute(0, 2, 3, 1).contiguous())
onnx(rgb, "any_size.onnx", x, dynamic=(0, 2, 3))
onnx(TwoOutputs(rgb, flat=False), "two_outputs.onnx", x, outputs=("maps", "logits"))
onnx(TwoOutputs(rgb, flat=True), "two_flat_outputs.onnx", x, outputs=("features", "logits"))
onnx(Wrapped(rgb, after=lambda y: F.softmax(y, 1)), "probabilities.onnx", x)
onnx(Wrapped(rgb, after=lambda y: torch.log(y - 1e9)), "nan.onnx", x)
onnx(Wrapped(rgb, after=lambda y: y[:, :, None]), "rank3_output.onnx", x)
onnx(Wrapped(grey, before=lambda x: x[:, None]), "rank3.onnx", g[:, 0])
onnx(Wrapped(grey, before=lambda x: x[:, :, 0]), "rank5.onnx", g[:, :, None])
onnx(Wrapped(grey, before=lambda x: x.reshape(-1, 1, 8, 8)), "column.onnx", g.flatten(1)[:, :, None])
onnx(Wrapped(rgb, before=lambda x: x.float()), "double.onnx", x.double())
onnx(Wrapped(rgb, before=lambda x: x.float() / 255), "uint8.onnx", (255 * x).byte())
onnx(Wrapped(rgb, before=lambda x: x.float() / 127), "int8.onnx", (127 * x).to(torch.int8))
onnx(TwoInputs(rgb), "two_inputs.onnx", (x, x), inputs=("left", "right"))
onnx(Baked(rgb), "baked.onnx", x[:1])
onnx(Dropout(rgb).train(), "dropout.onnx", x, training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False)
onnx(Noise(rgb), "noise.onnx", x)

trace(rgb, "rgb.pt", x)
trace(Wrapped(grey, before=lambda x: x[:, None]), "without_channels.pt", g[:, 0])
trace(nn.Sequential(nn.Linear(192, 5), nn.ReLU(), nn.Linear(5, CLASSES)), "row.pt", x.flatten(1))
trace(grey, "grey.pt", g)
trace(Wrapped(rgb, after=lambda y: F.softmax(y, 1)), "probabilities.pt", x)
trace(Baked(rgb), "baked.pt", x[:1])
trace(Dropout(rgb).train(), "dropout.pt", x)
trace(TwoOutputs(rgb, flat=True), "two_outputs.pt", x)
trace(Integers(rgb).eval(), "integers.pt", x)
trace(rgb.eval(), "frozen.pt", x, torch.jit.freeze)
torch.save(rgb.state_dict(), "state_dict.pth")
torch.save(rgb.state_dict(), "state_dict_legacy.pth", _use_new_zipfile_serialization=False)

save("logits_rgb.npy", rgb(x))
save("logits_grey.npy", grey(g))
save("logits_normalised.npy", rgb(normalise(x)))
save("logits_caffe.npy", rgb(caffe(x)))
save("gradient_rgb.npy", gradient(rgb, x, labels))
save("gradient_grey.npy", gradient(grey, g, labels))
save("gradient_normalised.npy", gradient(rgb, x, labels, normalise))
save("gradient_caffe.npy", gradient(rgb, x, labels, caffe))

large = images(3, n=2, height=12, width=17)
save("resize_input.npy", large)
for kind in ("bilinear", "bicubic"):
    for height, width in ((8, 8), (20, 19)):
        save(f"resize_{kind}_{height}x{width}.npy",
             F.interpolate(large, size=(height, width), mode=kind, antialias=True, align_corners=False).clamp(0, 1))
