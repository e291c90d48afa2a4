"""The published PyTorch program for Fourier heat maps (gatheluck/FourierHeatmap, MIT), as it runs: half of the plane, a data loader for each wave.

    fourier_heatmap.py CHECKOUT MODEL IMAGES LABELS

CHECKOUT: a folder with its source. MODEL: TorchScript. IMAGES: uint8 .npy [n, h, w, 3]. LABELS: int64 .npy. Answers 'waves' with the number of waves of a
whole map; 'cells EDGE' with the processor seconds of one thread that a wave takes on average, of the waves left when EDGE rows are ignored at each edge.
"""
import os
import resource
import sys
import warnings

checkout, model, images, labels = sys.argv[1:]
sys.path.insert(0, checkout)
warnings.simplefilter("ignore")
os.environ["MPLBACKEND"] = "agg"

import logging  # noqa: E402

logging.disable(logging.CRITICAL)

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torchvision  # noqa: E402
from fhmap.fourier.heatmap import eval_fourier_heatmap  # noqa: E402

torch.set_num_threads(1)


class Images(torchvision.datasets.VisionDataset):
    """Pictures in memory, as torchvision's CIFAR-10 keeps them."""

    def __init__(self):
        super().__init__("", transform=torchvision.transforms.Compose([torchvision.transforms.ToTensor(), torchvision.transforms.Normalize([0] * 3, [1] * 3)]))
        self.pictures, self.targets = np.load(images), np.load(labels)

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, n):
        from PIL import Image
        return self.transform(Image.fromarray(self.pictures[n])), int(self.targets[n])


def seconds():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


network = torch.jit.load(model)
network.eval()
side = np.load(images, mmap_mode="r").shape[1]
print(f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}", flush=True)
for line in sys.stdin:
    if line.strip() == "waves":
        print(side * (side // 2 + 1), flush=True)
        continue
    edge = int(line.split()[1])
    data, start, errors = Images(), seconds(), sys.stderr
    sys.stderr = open(os.devnull, "w")
    with torch.no_grad():
        eval_fourier_heatmap(side, edge, 4.0, network, data, 512, torch.device("cpu"))
    sys.stderr = errors
    print((seconds() - start) / ((side - 2 * edge) * (side // 2 + 1 - edge)), flush=True)
