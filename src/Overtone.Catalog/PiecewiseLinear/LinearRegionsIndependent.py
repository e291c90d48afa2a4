"""Linear regions on the square from -1 to 1."""
import itertools

import numpy as np


def arrangements(layers):
    def count(units):
        regions = 1
        corners = np.array(list(itertools.product([-1, 1], repeat=2)))
        for weights in units:
            sides = np.sign(corners @ np.array(weights[:2]) + weights[2])
            regions += sides.min() != sides.max()
        for first, second in itertools.combinations(units, 2):
            crossing = np.linalg.solve([first[:2], second[:2]], [-first[2], -second[2]])
            regions += abs(crossing).max() < 1
        return regions

    return [count(units) for units in layers]


def patterns(layers):
    found = set()
    side = (np.arange(3000) + 0.5) / 1500 - 1
    for x in side:
        values, bits = np.column_stack([np.full(len(side), x), side]), []
        for units in layers:
            units = np.array(units)
            values = values @ units[:, :-1].T + units[:, -1]
            bits.append(values > 0)
            values = np.maximum(values, 0)
        found.update(map(bytes, np.unique(np.packbits(np.hstack(bits), axis=1), axis=0)))
    return len(found)
