"""The tangent kernel of sum w max(0, r.x + |r| l), and moments of its weights."""
import numpy as np


def tangent_kernel(inputs, offsets, outputs, points):
    points, step = np.array(points), 1e-6

    def values(weights):
        r, l, w = weights[:, :-2], weights[:, -2], weights[:, -1]
        return np.maximum(points @ r.T + np.linalg.norm(r, axis=1) * l, 0) @ w

    weights = np.column_stack([inputs, offsets, outputs])
    gradients = []
    for index in np.ndindex(weights.shape):
        moved = np.zeros_like(weights)
        moved[index] = step
        gradients.append((values(weights + moved) - values(weights - moved)) / (2 * step))
    return np.transpose(gradients) @ np.array(gradients)


def coefficients(inputs, outputs):
    norms, outputs = np.linalg.norm(inputs, axis=1), np.array(outputs)
    return np.mean(norms ** 2 + outputs ** 2), np.mean(norms ** 2 * outputs ** 2)
