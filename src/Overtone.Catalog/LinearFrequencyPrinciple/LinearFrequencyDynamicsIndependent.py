"""The dynamics of the linear frequency principle in one dimension."""
import numpy as np
from scipy.integrate import solve_ivp


def course(x, y, at, times, period, highest, cubic, linear, factor):
    # The constant has the weight of a tenth of the lowest frequency.
    frequencies = np.arange(highest + 1) / period
    sizes = np.where(frequencies > 0, frequencies, 0.1 / period)
    weights = 2 / period * (cubic / sizes ** 4 + 4 * np.pi ** 2 * linear / sizes ** 2)

    def kernel(first, second):
        return np.cos(2 * np.pi * np.subtract.outer(first, second)[..., None] * frequencies) @ weights

    inner, outer = kernel(x, x), kernel(at, x)

    def rate(_, coefficients):
        return factor * (np.array(y) - inner @ coefficients)

    solution = solve_ivp(rate, (0, max(times)), np.zeros(len(x)), method="LSODA", t_eval=sorted(times), rtol=1e-12, atol=1e-14)
    return [outer @ solution.y[:, sorted(times).index(time)] for time in times]
