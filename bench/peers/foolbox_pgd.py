"""Projected gradient descent of foolbox (bethgelab/foolbox, MIT), as it is published.

    foolbox_pgd.py SOURCES MODEL IMAGES LABELS

SOURCES: folders with foolbox and eagerpy, joined with ':'. MODEL: TorchScript. IMAGES: float32 .npy [n, 3, h, w]. LABELS: int64 .npy. Answers
'attack BATCH STEPS' with the processor seconds of attacking all images within 8/255 in l-infinity, batch after batch, and 'broken' with how many the last
attack broke.
"""
import resource
import sys

sources, model, images, labels = sys.argv[1:]
sys.path[:0] = sources.split(":")

import foolbox  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402

torch.set_num_threads(1)
network = torch.jit.load(model)
network.eval()
victim = foolbox.PyTorchModel(network, bounds=(0, 1))
x, y = torch.from_numpy(np.load(images)), torch.from_numpy(np.load(labels))
broken = 0
print(f"foolbox {foolbox.__version__}, PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    if line.strip() == "broken":
        print(broken, flush=True)
        continue
    batch, steps = [int(word) for word in line.split()[1:]]
    start, broken = resource.getrusage(resource.RUSAGE_SELF), 0
    for first in range(0, len(x), batch):
        attack = foolbox.attacks.LinfPGD(steps=steps)
        _, _, success = attack(victim, x[first:first + batch], y[first:first + batch], epsilons=8 / 255)
        broken += int(success.sum())
    end = resource.getrusage(resource.RUSAGE_SELF)
    print(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime, flush=True)
