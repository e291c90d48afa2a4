"""Tapered spectra along a line, and what post-averaging leaves of them, on NumPy and SciPy."""
import numpy as np
from scipy.integrate import quad
from scipy.special import gamma, jv


def spectrum(values, half_length):
    values = np.array(values)
    samples = len(values)
    places = (np.arange(samples) + 0.5) / samples * 2 * half_length - half_length
    taper = np.cos(np.pi * places / (2 * half_length)) ** 4
    line = np.stack([taper, taper * places], axis=1)
    tapered = taper[:, None] * values
    tapered = tapered - line @ np.linalg.lstsq(line, tapered, rcond=None)[0]
    powers = []
    for frequency in range(samples // 2 + 1):
        wave = np.exp(-2j * np.pi * frequency * np.arange(samples) / samples)
        powers.append((np.abs(wave @ tapered / samples) ** 2).sum())
    return powers


def left(frequencies, pixels, directions, radius):
    def sphere(phase):
        half = pixels / 2 - 1
        return 1.0 if phase == 0 else gamma(half + 1) * jv(half, phase) / (phase / 2) ** half

    def square(wave):
        # Of 1 + sum over directions of 2 (cos(p/3) + cos(2p/3) + cos(p)), over the points: mean and variance.
        steps = [radius * wave * share / 3 for share in (1, 2, 3)]
        mean = 2 * sum(sphere(step) for step in steps)
        second = 4 * sum((sphere(abs(a - b)) + sphere(a + b)) / 2 for a in steps for b in steps)
        points = 6 * directions + 1
        return ((1 + directions * mean) ** 2 + directions * (second - mean ** 2)) / points ** 2

    def power(frequency):
        def weight(cosine):
            return cosine ** 3 * (1 - cosine ** 2) ** ((pixels - 3) / 2)

        def part(function):
            edges = np.linspace(0.02, 1, 50)
            low = quad(function, 1e-4, 0.02, limit=400)[0]
            return low + sum(quad(function, a, b, epsabs=1e-14, epsrel=1e-12)[0] for a, b in zip(edges, edges[1:]))

        return part(lambda c: weight(c) * square(frequency / c)) / part(weight)

    return [power(frequency) for frequency in frequencies]
