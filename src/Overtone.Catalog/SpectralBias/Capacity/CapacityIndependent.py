"""A spike's coefficients, and a spectral norm by power iteration."""
import numpy as np


def spike(samples):
    values = np.zeros(samples)
    values[samples // 2] = 1
    coefficients = np.fft.fft(values)[:samples // 2] / samples
    return coefficients.real, coefficients.imag


def spectral_norm(weights):
    weights = np.array(weights)
    vector = np.ones(weights.shape[1])
    for _ in range(1000):
        vector = np.transpose(weights) @ (weights @ vector)
        vector /= np.linalg.norm(vector)
    return np.linalg.norm(weights @ vector)
