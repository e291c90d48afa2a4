"""An independent computation of what `overtone spectrum` measures, with NumPy alone and straight from the definitions.

Arguments: the folder of a training, the run's folder, variances separated by commas or nothing. Prints, a line each: what is compared, how many
numbers, the largest difference (absolute where numbers are below 1, else relative).
"""

import csv
import glob
import os
import sys

import numpy as np

folder, run, variances = sys.argv[1], sys.argv[2], [float(v) for v in sys.argv[3].split(",") if v]
x = np.load(os.path.join(folder, "x.npy"))
x = x.reshape(len(x), -1).astype(np.float64)
y = np.load(os.path.join(folder, "y.npy"))
snapshots = {}
for path in glob.glob(os.path.join(folder, "[0-9]*.npy")):
    predictions = np.load(path).astype(np.float64)
    snapshots[float(os.path.splitext(os.path.basename(path))[0])] = predictions.reshape(len(x), -1)
outputs = next(iter(snapshots.values())).shape[1]
y = np.eye(outputs)[y] if y.ndim == 1 and np.issubdtype(y.dtype, np.integer) and outputs > 1 else y.reshape(len(x), -1).astype(np.float64)


def table(name):
    with open(os.path.join(run, "tables", name + ".csv")) as file:
        return list(csv.DictReader(file))


def report(what, ours, theirs):
    ours, theirs = np.array(ours), np.array(theirs)
    print(what, len(ours), f"{np.max(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))):.3e}")


# Projection: the first principal direction by a whole eigendecomposition, coordinates in standard deviations.
if x.shape[1] > 1:
    centred = x - x.mean(0)
    direction = np.linalg.eigh(centred.T @ centred)[1][:, -1]
    line = centred @ direction
else:
    line = x[:, 0] - x[:, 0].mean()
line /= line.std()


def coefficients(values, frequency):
    return np.exp(-2j * np.pi * frequency * line) @ values / len(line)


rows = [row for row in table("errors") if row["error"] != "NaN"]
targets = {frequency: coefficients(y, frequency) for frequency in {float(row["frequency"]) for row in rows}}
complex_errors, magnitude_errors = [], []
for row in rows:
    frequency = float(row["frequency"])
    learned, wanted = coefficients(snapshots[float(row["step"])], frequency), targets[frequency]
    complex_errors.append(np.linalg.norm(learned - wanted) / np.linalg.norm(wanted))
    magnitude_errors.append(np.linalg.norm(np.abs(learned) - np.abs(wanted)) / (1e-5 + np.linalg.norm(wanted)))
report("error", [float(row["error"]) for row in rows], complex_errors)
report("magnitude_error", [float(row["magnitude_error"]) for row in rows], magnitude_errors)

# Filtering, where all samples were filtered: differences of all pairs, without any expansion of their squares.
if variances:
    distances = np.stack([((x - row) ** 2).sum(1) for row in x])
    errors = {}
    for variance in variances:
        weights = np.exp(-distances / (2 * variance))
        weights /= weights.sum(1, keepdims=True)
        low = weights @ y
        for step, predictions in snapshots.items():
            learned = weights @ predictions
            errors[step, variance, "low"] = np.linalg.norm(learned - low) / np.linalg.norm(low)
            errors[step, variance, "high"] = np.linalg.norm(predictions - learned - (y - low)) / np.linalg.norm(y - low)
    rows = table("filter_errors")
    report("filter_error", [float(row["error"]) for row in rows], [errors[float(row["step"]), float(row["variance"]), row["part"]] for row in rows])
