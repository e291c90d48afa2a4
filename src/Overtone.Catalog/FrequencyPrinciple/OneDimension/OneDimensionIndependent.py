"""Relative errors on an even grid, and rank correlations."""
import numpy as np
from scipy.stats import spearmanr


def relative_errors(targets, outputs, highest):
    wanted, found = np.fft.rfft(targets), np.fft.rfft(outputs)
    return (abs(found - wanted) / abs(wanted))[1:highest + 1]


def rank_correlation(steps):
    return spearmanr(range(len(steps)), steps)[0]
