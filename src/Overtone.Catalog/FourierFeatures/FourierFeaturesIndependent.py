"""Errors of images by frequency, and the kernel that random Fourier features tend to."""
import numpy as np


def ring_errors(image, error):
    side = len(image)
    frequencies = np.fft.fftfreq(side, 1 / side)
    rings = np.round(np.hypot(*np.meshgrid(frequencies, frequencies)))
    wanted, missed = abs(np.fft.fft2(image)) ** 2, abs(np.fft.fft2(error)) ** 2
    return [np.sqrt(missed[rings == ring].sum() / wanted[rings == ring].sum()) for ring in range(side // 2 + 1)]


def kernel(deviation, distances):
    return np.exp(-2 * np.pi ** 2 * deviation ** 2 * np.array(distances) ** 2)
