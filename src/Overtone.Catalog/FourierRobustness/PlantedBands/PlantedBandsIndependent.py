"""The band that a curve points at, from the curve drawn finely."""
import numpy as np

FINE = 200_001


def drawn(radii, values):
    octaves = np.linspace(np.log2(radii[0]), np.log2(radii[-1]), FINE)
    return 2 ** octaves, np.interp(octaves, np.log2(radii), values)


def half_height(radii, values):
    fine, curve = drawn(radii, values)
    above = fine[curve >= max(values) / 2]
    return [above[0], above[-1]]


def between_halves(radii, low, high, level):
    fine, curve = drawn(radii, low)
    recognised = fine[curve < level][-1]
    fine, curve = drawn(radii, high)
    lost = fine[curve < level][0]
    return sorted([recognised, lost])
