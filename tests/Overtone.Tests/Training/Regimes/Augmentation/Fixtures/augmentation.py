"""Every operation of AutoAugment's policy as torchvision and the Python Imaging Library apply it to one image, as JSON.

Written with torchvision 0.14.1 and Pillow 9.4.0: augmentation.py > augmentation.json
"""
import json

import numpy as np
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms import autoaugment

HEIGHT, WIDTH = 9, 7
numbers = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH, 3)).astype(float)
numbers = (numbers + np.roll(numbers, 1, 0) + np.roll(numbers, 1, 1)) / 3 * 0.8 + 10
pixels = numbers.astype(np.uint8)
image = Image.fromarray(pixels)


def planes(picture):
    return np.array(picture).transpose(2, 0, 1).reshape(-1).tolist()


policy = autoaugment.AutoAugment(autoaugment.AutoAugmentPolicy.CIFAR10)
results = []
for operation, (magnitudes, is_signed) in policy._augmentation_space(10, (HEIGHT, WIDTH)).items():
    for level in [2, 7, 9] if magnitudes.dim() else [0]:
        for sign in [1, -1] if is_signed else [1]:
            magnitude = sign * float(magnitudes[level]) if magnitudes.dim() else 0.0
            changed = autoaugment._apply_op(image, operation, magnitude, InterpolationMode.NEAREST, [128, 128, 128])
            results.append({"operation": operation, "magnitude": level, "isNegative": sign < 0, "pixels": planes(changed)})
pairs = [[[name, probability, magnitude] for name, probability, magnitude in pair] for pair in policy.policies]
print(json.dumps({"height": HEIGHT, "width": WIDTH, "pixels": planes(image), "results": results, "policy": pairs}, separators=(",", ":")))
