"""The amplitude of sines, and spectral norms."""
import numpy as np


def shares(values, frequencies, amplitude):
    return 2 * abs(np.fft.fft(values))[frequencies] / len(values) / amplitude


def spectral_norm(weights):
    return np.sqrt(np.linalg.eigvalsh(np.transpose(weights) @ np.array(weights))[-1])
