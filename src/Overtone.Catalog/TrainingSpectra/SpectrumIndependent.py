"""Relative errors of predictions at scattered samples."""
import numpy as np


def relative_errors(coordinates, frequencies, targets, outputs):
    coordinates, rows = np.array(coordinates), []
    for k in frequencies:
        wave = np.exp(-2j * np.pi * k * coordinates) / len(coordinates)
        wanted, found = wave @ np.array(targets), wave @ np.array(outputs)
        rows.append([
            np.linalg.norm(found - wanted) / np.linalg.norm(wanted),
            # The published scripts' offset keeps the divisor from vanishing.
            np.linalg.norm(abs(found) - abs(wanted)) / (1e-5 + np.linalg.norm(wanted))])
    return rows
