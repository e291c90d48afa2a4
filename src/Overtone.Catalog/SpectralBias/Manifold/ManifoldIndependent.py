"""Plane waves on the curve (1 + sin(2 pi L z) / 2) (cos 2 pi z, sin 2 pi z)."""
import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize_scalar


def curve(petals, z):
    return (1 + np.sin(2 * np.pi * petals * z) / 2) * np.array([np.cos(2 * np.pi * z), np.sin(2 * np.pi * z)])


def spectrum(petals, wave, frequencies):
    def part(component, l):
        return quad(lambda z: component(np.dot(wave, curve(petals, z)) - 2 * np.pi * l * z), 0, 1, limit=1000, epsabs=1e-13)[0]

    return [[part(component, l) for l in frequencies] for component in (np.cos, np.sin)]


def highest_speed(petals):
    def highest(count):
        def speed(z, step=1e-6):
            return np.linalg.norm(curve(count, z + step) - curve(count, z - step)) / (2 * step)

        grid = np.arange(4000) / 4000
        best = grid[np.argmax([speed(z) for z in grid])]
        return -minimize_scalar(lambda z: -speed(z), bounds=(best - 1e-3, best + 1e-3), method="bounded").fun

    return [highest(count) for count in petals]
