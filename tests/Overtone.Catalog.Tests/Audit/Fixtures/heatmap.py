"""A Fourier heat map computed with NumPy and PyTorch only, to hold Overtone's against.

Written from the definition (1906.08988, section 3), one cell of the full plane after another, with the whole perturbation as one array.
What it shares with Overtone is the convention for random choices: the first eight bytes of SHA-256("seed/name/index"), little endian.

    python3 heatmap.py MODEL.pt IMAGES.npy LABELS.npy NORM SEED OUT.csv [MEAN,... STD,...] [COUNT]

IMAGES: [n, C, H, W] in [0, 1] in the order of the data set. COUNT: a balanced sample of so many (default: all).
"""
import hashlib
import sys
import numpy as np
import torch


def stream(seed, name, index):
    return int.from_bytes(hashlib.sha256(f"{seed}/{name}/{index}".encode()).digest()[:8], "little")


def sample(labels, count, seed):
    """The places of the images in the order in which they are measured."""
    chosen = np.arange(len(labels))
    if count < len(labels):
        ranked = []
        for label in np.unique(labels):
            members = sorted(np.flatnonzero(labels == label), key=lambda i: (stream(seed, "subset", i), i))
            ranked += [(rank, label, i) for rank, i in enumerate(members)]
        chosen = np.array(sorted(i for _, _, i in sorted(ranked)[:count]))
    return chosen[sorted(range(len(chosen)), key=lambda n: stream(seed, "order", n))]


def signs(seed, count, channels):
    bits = [stream(seed, "sign", n) for n in range(count)]
    return np.array([[1.0 if (b >> c) & 1 == 0 else -1.0 for c in range(channels)] for b in bits])


def wave(height, width, v, u):
    """Unit norm, phase 0: the inverse transform of the two conjugate bins, as real numbers."""
    spectrum = np.zeros((height, width), complex)
    spectrum[v % height, u % width] += 1
    spectrum[-v % height, -u % width] += 1
    image = np.fft.ifft2(spectrum).real
    return image / np.linalg.norm(image)


def main(model, images, labels, norm, seed, out, mean="0", std="1", count="0"):
    norm, seed = float(norm), int(seed)
    network = torch.jit.load(model).eval()
    x, y = np.load(images), np.load(labels)
    order = sample(y, int(count) or len(y), seed)
    x, y = x[order].astype(np.float64), y[order]
    mean, std = (np.array([float(v) for v in text.split(",")]).reshape(-1, 1, 1) for text in (mean, std))
    n, channels, height, width = x.shape
    sign = signs(seed, n, channels)[:, :, None, None]
    with open(out, "w") as file, torch.no_grad():
        file.write("frequency_y,frequency_x,errors,near_ties\n")
        for v in range(-(height // 2), (height + 1) // 2):
            for u in range(-(width // 2), (width + 1) // 2):
                perturbed = ((x + norm * sign * wave(height, width, v, u)) - mean) / std
                logits = np.concatenate([network(torch.from_numpy(part.astype(np.float32))).numpy() for part in np.array_split(perturbed, max(1, n // 250))])
                top = np.sort(logits, 1)
                file.write(f"{v},{u},{int((logits.argmax(1) != y).sum())},{int((top[:, -1] - top[:, -2] < 1e-3).sum())}\n")


main(*sys.argv[1:])
