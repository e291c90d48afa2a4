"""Fourier transforms of piecewise linear functions, by quadrature."""
import numpy as np
from scipy.integrate import dblquad, quad


def transform(knots, values, frequencies):
    def integral(wave, k):
        return sum(
            quad(lambda x: np.interp(x, knots, values) * wave(k * x), low, high, epsabs=1e-14, limit=200)[0]
            for low, high in zip(knots, knots[1:]))

    return [integral(np.cos, k) for k in frequencies], [-integral(np.sin, k) for k in frequencies]


def plane(weights, bias, waves):
    def edge(x):
        return -(bias + weights[0] * x) / weights[1]

    def integral(wave, k):
        return dblquad(
            lambda y, x: (weights[0] * x + weights[1] * y + bias) * wave(k[0] * x + k[1] * y), -1, 1, edge, 1, epsabs=1e-12)[0]

    return [integral(np.cos, k) for k in waves], [-integral(np.sin, k) for k in waves]
