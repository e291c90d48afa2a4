"""Gradient flows over periodic Gaussian features, places of features uniform on the circle."""
import numpy as np
from scipy.integrate import quad

TURNS = 2 * np.pi * np.arange(-3, 4)


def feature(x, width):
    return np.sum(np.exp(-((x - TURNS) / width) ** 2))


def slope(x, width):
    return np.sum(2 * (x - TURNS) / width ** 2 * np.exp(-((x - TURNS) / width) ** 2))


def integral(function):
    return quad(function, -np.pi, np.pi, limit=400, epsabs=1e-13, epsrel=1e-12)[0]


def rates(width, frequencies):
    # A convolution's rate is the square of its factor's coefficient: of cosines for the even feature, of sines for its odd slope.
    moving_coefficients = [integral(lambda x: feature(x, width) * np.cos(k * x)) ** 2 / (2 * np.pi) for k in frequencies]
    moving_features = [integral(lambda x: slope(x, width) * np.sin(k * x)) ** 2 / (2 * np.pi) for k in frequencies]
    return moving_coefficients, moving_features


def kernels(width, distances):
    return [
        [integral(lambda w: function(x - w, width) * function(-w, width)) / (2 * np.pi) for x in distances]
        for function in (feature, slope)]
