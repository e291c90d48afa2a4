"""-u'' = sin x + 4 sin 4x - 8 sin 8x + 16 sin 24x on (-1, 1), u = 0 at both ends."""
import numpy as np
from scipy.integrate import solve_bvp
from scipy.linalg import solveh_banded


def source(x):
    return np.sin(x) + 4 * np.sin(4 * x) - 8 * np.sin(8 * x) + 16 * np.sin(24 * x)


def solution(cells):
    x = np.linspace(-1, 1, cells + 1)[1:-1]
    bands = np.vstack([np.full(cells - 1, -1.0), np.full(cells - 1, 2.0)])
    return np.concatenate([[0], solveh_banded(bands, (2 / cells) ** 2 * source(x)), [0]])


def reference(cells):
    grid = np.linspace(-1, 1, 401)
    found = solve_bvp(
        lambda x, u: np.vstack([u[1], -source(x)]), lambda a, b: np.array([a[0], b[0]]), grid, np.zeros((2, 401)), tol=1e-10,
        max_nodes=100000)
    return found.sol(np.linspace(-1, 1, cells + 1))[0]


def sweeps(cells, count):
    # u after a sweep is M u + c; from zero, that is (I - M^count) (I - M)^-1 c.
    inner = cells - 1
    matrix = (np.eye(inner, k=1) + np.eye(inner, k=-1)) / 2
    constant = (2 / cells) ** 2 / 2 * source(np.linspace(-1, 1, cells + 1)[1:-1])
    whole = np.linalg.solve(np.eye(inner) - matrix, constant)
    return np.concatenate([[0], whole - np.linalg.matrix_power(matrix, count) @ whole, [0]])
