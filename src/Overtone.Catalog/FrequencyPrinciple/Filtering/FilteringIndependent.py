"""The Gaussian filter over scattered points."""
import numpy as np
from scipy.spatial.distance import cdist


def low_part(inputs, values, variance):
    weights = np.exp(-cdist(inputs, inputs, "sqeuclidean") / (2 * variance))
    return (weights @ np.array(values)) / weights.sum(axis=1, keepdims=True)


def low_parts(inputs, values, variances):
    return [low_part(inputs, values, variance) for variance in variances]


def errors(inputs, targets, outputs, variances):
    targets, outputs, rows = np.array(targets), np.array(outputs), []
    for variance in variances:
        low, low_output = low_part(inputs, targets, variance), low_part(inputs, outputs, variance)
        high, high_output = targets - low, outputs - low_output
        rows.append([
            np.linalg.norm(low - low_output) / np.linalg.norm(low),
            np.linalg.norm(high - high_output) / np.linalg.norm(high)])
    return rows
