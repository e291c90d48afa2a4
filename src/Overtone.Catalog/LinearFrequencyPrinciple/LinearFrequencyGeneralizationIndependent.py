"""The FP norm and the a-priori bound."""
import numpy as np
from scipy.special import zeta


def sums(cubic, linear):
    def on_line(s):
        return 2 * zeta(s, 1)

    def in_plane(s):
        # The sum of (k^2 + l^2)^(-s/2) is 4 zeta(s/2) beta(s/2), beta being Dirichlet's.
        half = s / 2
        return 4 * zeta(half, 1) * (zeta(half, 0.25) - zeta(half, 0.75)) / 4 ** half

    angular = 4 * np.pi ** 2
    return cubic * on_line(4) + angular * linear * on_line(2), cubic * in_plane(5) + angular * linear * in_plane(3)


def bounds(cubic, linear, frequencies, samples):
    rows = []
    for k in frequencies:
        coefficients = np.fft.fft(np.sin(2 * np.pi * k * np.arange(64) / 64)) / 64
        integers = np.fft.fftfreq(64, 1 / 64)
        weights = cubic / abs(integers[1:]) ** 4 + 4 * np.pi ** 2 * linear / integers[1:] ** 2
        norm = np.sqrt(np.sum(abs(coefficients[1:]) ** 2 / weights))
        complexity = 1 + 2 * norm * np.sqrt(sums(cubic, linear)[0])
        rows.append([norm, complexity * (2 / np.sqrt(samples) + 4 * np.sqrt(2 * np.log(4 / 0.05) / samples))])
    return rows
