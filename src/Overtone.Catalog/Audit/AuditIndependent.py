"""Basis images, radial profiles, smoothness of kernels, and intervals."""
import numpy as np
from scipy.optimize import brentq
from scipy.stats import hypergeom, norm


def basis(height, width, frequencies):
    images = []
    for row, column in frequencies:
        spectrum = np.zeros((height, width), complex)
        spectrum[row % height, column % width] += 1
        spectrum[-row % height, -column % width] += 1
        image = np.fft.ifft2(spectrum).real
        images.append(image / np.linalg.norm(image))
    return images


def distance(height, width):
    return np.hypot(np.fft.fftfreq(height, 1 / height)[:, None], np.fft.fftfreq(width, 1 / width)[None, :])


def radial_profile(image):
    image = np.array(image) - np.mean(image)
    power, rings = abs(np.fft.fft2(image)) ** 2 / image.size, np.round(distance(*image.shape))
    return [power[rings == ring].mean() for ring in range(min(image.shape) // 2 + 1)]


def kernel_shares(kernels):
    high = distance(32, 32) > 8
    power = [abs(np.fft.fft2(np.reshape(kernel, (5, 5)), (32, 32))) ** 2 for kernel in kernels]
    return [energy[high].sum() / energy.sum() for energy in power]


def wilson(counts):
    rows = []
    for successes, trials in counts:
        rate = successes / trials

        def score(p):
            return (rate - p) ** 2 * trials - norm.ppf(0.975) ** 2 * p * (1 - p)

        rows.append([
            0 if successes == 0 else brentq(score, 1e-12, rate - 1e-12, xtol=1e-15),
            1 if successes == trials else brentq(score, rate + 1e-12, 1 - 1e-12, xtol=1e-15)])
    return rows


def finite(population, seen):
    # Bonferroni: four looks, two sides.
    tail, low, high = 0.05 / 4 / 2, 0, population
    for images, errors in seen:
        possible = [
            count for count in range(errors, population - images + errors + 1)
            if hypergeom.sf(errors - 1, population, count, images) > tail and hypergeom.cdf(errors, population, count, images) > tail]
        low, high = max(low, min(possible)), min(high, max(possible))
    return low / population, high / population
