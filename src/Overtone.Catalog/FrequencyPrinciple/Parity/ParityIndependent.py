"""The spectrum of parity by summing over every input."""
import cmath
import itertools
import math


def amplitudes(dimension, frequencies):
    inputs = list(itertools.product([-1, 1], repeat=dimension))
    return [
        abs(sum(math.prod(signs) * cmath.exp(-2j * math.pi * k * sum(signs)) for signs in inputs)) / len(inputs) for k in frequencies]
