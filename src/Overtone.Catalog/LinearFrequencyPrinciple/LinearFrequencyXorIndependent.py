"""The linear frequency principle in the plane."""
import numpy as np


def prediction(points, labels, at, period, highest, cubic, linear):
    points, at = np.array(points), np.array(at)

    def kernel(first, second):
        differences = first[:, None, :] - second[None, :, :]
        total = np.zeros(differences.shape[:2])
        for k in range(-highest, highest + 1):
            for l in range(-highest, highest + 1):
                # The constant has the weight of a tenth of the lowest frequency; ours counts it twice, as it does each pair k, -k.
                size = (np.hypot(k, l) or 0.1) / period
                weight = cubic / size ** 5 + 4 * np.pi ** 2 * linear / size ** 3
                twice = 2 if k == l == 0 else 1
                total += twice * weight * np.cos(2 * np.pi * differences @ np.array([k, l]) / period)
        return total

    return kernel(at, points) @ np.linalg.solve(kernel(points, points), labels)
