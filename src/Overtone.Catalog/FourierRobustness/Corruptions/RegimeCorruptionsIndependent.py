"""Gains of a network over another under corruptions, against the corruptions' shares at high frequencies."""
import numpy as np


def by_corruption(values, severities):
    return np.reshape(values, (-1, severities))


def line(natural, other, shares, severities):
    gains = (by_corruption(natural, severities) - by_corruption(other, severities)).mean(axis=1)
    x = by_corruption(shares, severities)[:, severities // 2]
    slope, intercept = np.polyfit(x, gains, 1)
    residual = np.std(gains - np.polyval([slope, intercept], x))
    return slope, intercept, residual, np.corrcoef(x, gains)[0, 1]


def mean_corruption_error(natural, other, severities):
    ratios = by_corruption(other, severities).sum(axis=1) / by_corruption(natural, severities).sum(axis=1)
    return [100 * ratios.mean()]
