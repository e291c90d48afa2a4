"""Spectra of changes of images and their shares at high frequencies, as sums that are written out."""
import numpy as np


def magnitudes(changes, shape):
    n = shape[-1]
    angles = 2 * np.pi * np.outer(np.arange(n), np.arange(n)) / n
    cosines, sines = np.cos(angles), np.sin(angles)
    x = np.reshape(changes, shape)
    real = cosines @ x @ cosines - sines @ x @ sines
    imaginary = cosines @ x @ sines + sines @ x @ cosines
    return np.sqrt(real ** 2 + imaginary ** 2) / n


def mean_magnitude(changes, shape):
    return magnitudes(changes, shape).mean(axis=(0, 1)).ravel()


def high_shares(changes, shape):
    n = shape[-1]

    def odd(published):
        return 2 * round((published * n / 32 - 1) / 2) + 1

    def frequency(k):
        return min(k, n - k)

    def is_high(ky, kx):
        y, x = frequency(ky), frequency(kx)
        return [
            max(n // 2 - y, n // 2 - x) <= odd(27) // 2,
            max(y, x) > odd(5) // 2,
            y * y + x * x > n * n / 16,
        ]

    energy = (magnitudes(changes, shape) ** 2).sum(axis=1)
    shares = np.zeros((3, len(energy)))
    for ky in range(n):
        for kx in range(n):
            shares += np.outer(is_high(ky, kx), energy[:, ky, kx])
    return (shares / energy.sum(axis=(1, 2))).mean(axis=1)
