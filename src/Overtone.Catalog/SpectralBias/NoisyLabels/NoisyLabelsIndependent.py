"""Waves in the norm of images."""
import numpy as np


def waves(images, frequencies, mean, deviation):
    norms = np.linalg.norm(images, axis=1)
    norms = mean + deviation * (norms - np.mean(norms)) / np.std(norms)
    return [np.sin(2 * np.pi * k * norms) for k in frequencies]
