"""AutoAttack (fra31/auto-attack, MIT), version 'standard', as it is published.

    auto_attack.py SOURCES MODEL IMAGES LABELS EPSILON

SOURCES: a checkout. MODEL: TorchScript. IMAGES: float32 .npy [n, 3, h, w]. LABELS: int64 .npy. EPSILON: in l-infinity, in 255ths.
Answers 'attack BATCH SEED' with the processor seconds of attacking all images, batch after batch, and 'standing' with how many images
the last attack left classified correctly.
"""
import resource
import sys
import warnings

sources, model, images, labels, epsilon = sys.argv[1:]
sys.path.insert(0, sources)
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import torch  # noqa: E402
from autoattack import AutoAttack  # noqa: E402

torch.set_num_threads(1)
network = torch.jit.load(model)
network.eval()
x, y = torch.from_numpy(np.load(images)), torch.from_numpy(np.load(labels))
standing = 0
print(f"AutoAttack, PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    if line.strip() == "standing":
        print(standing, flush=True)
        continue
    batch, seed = [int(word) for word in line.split()[1:]]
    start = resource.getrusage(resource.RUSAGE_SELF)
    attack = AutoAttack(network, norm="Linf", eps=float(epsilon) / 255, seed=seed, verbose=False, version="standard", device="cpu")
    adversarial = attack.run_standard_evaluation(x, y, bs=batch)
    end = resource.getrusage(resource.RUSAGE_SELF)
    with torch.no_grad():
        standing = int((network(adversarial).argmax(1) == y).sum())
    print(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime, flush=True)
