"""Gamma(n/2 + 1) J_(n/2)(z) / (z/2)^(n/2), and the same of spheres."""
from fractions import Fraction

from scipy.special import gamma, jv


def ball(dimensions, phases):
    def factor(dimension, phase):
        # The sum over m of (-z^2/4)^m Gamma(n/2 + 1) / (m! Gamma(n/2 + 1 + m)), in fractions because its terms cancel.
        square, term, total = -Fraction(phase) ** 2 / 4, Fraction(1), Fraction(0)
        for m in range(1, 120):
            total += term
            term *= square / (m * (Fraction(dimension, 2) + m))
        return float(total)

    return [[factor(dimension, phase) for phase in phases] for dimension in dimensions]


def sphere(dimensions, phases):
    return [[gamma(n / 2) * jv(n / 2 - 1, z) / (z / 2) ** (n / 2 - 1) for z in phases] for n in dimensions]
