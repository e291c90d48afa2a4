"""Architectures of torchvision as ONNX files, with what PyTorch says of some images in float64: logits, and the gradient of their cross-entropy.

    python3 torchvision_onnx.py FOLDER_OF_IMAGES OUT [OPSET ...] [NAME ...]

Weights are random, since none can be downloaded; so that activations keep the sizes that trained networks have, batch normalisation takes its moments
from the images, and parameters that begin at zero (the last layer of a transformer, layer scales) are drawn. For each architecture and opset there is
OUT/NAME-OPSET.onnx, whose batch normalisation the exporter has folded into convolutions, and OUT/NAME-unfolded-13.onnx, in which it stands; OUT/NAME.images.npy, .labels.npy, .logits.npy and .gradient.npy are PyTorch's.
"""

import glob
import os
import sys

import numpy as np
import torch
import torchvision
from PIL import Image

NAMES = ["alexnet", "vgg11_bn", "resnet18", "resnet50", "wide_resnet50_2", "resnext50_32x4d", "densenet121", "googlenet", "inception_v3",
         "mobilenet_v2", "mobilenet_v3_small", "mnasnet1_0", "shufflenet_v2_x1_0", "squeezenet1_1", "efficientnet_b0", "regnet_y_400mf",
         "convnext_tiny", "vit_b_16", "swin_t"]
CALIBRATION, IMAGES, SEED = 16, 4, 0


def read(folder, count, side):
    pictures = []
    for path in sorted(glob.glob(os.path.join(folder, "*.*")))[:count]:
        picture = Image.open(path).convert("RGB").resize((side, side), Image.BILINEAR)
        pictures.append(np.asarray(picture, dtype=np.float32).transpose(2, 0, 1) / 255)
    return torch.from_numpy(np.stack(pictures))


def build(name, calibration):
    torch.manual_seed(SEED)
    options = {"init_weights": True, "aux_logits": True} if name in ("googlenet", "inception_v3") else {}
    network = getattr(torchvision.models, name)(weights=None, **options)
    for parameter in network.parameters():
        if parameter.ndim > 0 and not parameter.data.any() and parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=parameter.shape[-1] ** -0.5)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    network.train()
    with torch.no_grad():
        network(calibration)
    return network.eval()


def export(network, example, path, opset, training):
    try:
        torch.onnx.export(network, example, path, opset_version=opset, training=training, input_names=["images"], output_names=["logits"],
                          dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}})
        print(os.path.basename(path), flush=True)
    except Exception as error:
        print(os.path.basename(path), "not exported:", str(error).splitlines()[0][:100], flush=True)
        if os.path.exists(path):
            os.remove(path)


def main(folder, out, *choices):
    os.makedirs(out, exist_ok=True)
    opsets = [choice for choice in choices if choice.isdigit()]
    for name in [choice for choice in choices if not choice.isdigit()] or NAMES:
        side = 299 if name == "inception_v3" else 224
        images = read(folder, CALIBRATION + IMAGES, side)
        network = build(name, images[:CALIBRATION])
        example = images[:1]
        for opset in [int(o) for o in opsets] or [9, 11, 13, 16]:
            export(network, example, os.path.join(out, f"{name}-{opset}.onnx"), opset, torch.onnx.TrainingMode.EVAL)
        export(network, example, os.path.join(out, f"{name}-unfolded-13.onnx"), 13, torch.onnx.TrainingMode.PRESERVE)
        images, labels = images[CALIBRATION:].double().requires_grad_(), torch.arange(IMAGES)
        logits = network.double()(images)
        torch.nn.functional.cross_entropy(logits, labels, reduction="sum").backward()
        for kind, array in dict(images=images.detach(), labels=labels, logits=logits.detach(), gradient=images.grad).items():
            np.save(os.path.join(out, f"{name}.{kind}.npy"), array.numpy())


if __name__ == "__main__":
    main(*sys.argv[1:])
