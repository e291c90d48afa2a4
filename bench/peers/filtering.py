"""The Gaussian filter in NumPy, blockwise and in float64: one matrix product per block for the distances, shared by
all variances, exponentials in place, and one matrix product per variance for the sums.

    filtering.py INPUTS.npy VALUES.npy RESULT.npy BLOCK VARIANCE...

Answers 'run' and 'mirrored' with the seconds taken, and writes the result to RESULT.npy.
"""
import sys
import time

import numpy as np


def low_frequency_part(inputs, values, variances, block):
    """Every block of rows against all columns: what one writes first, and well."""
    x = inputs.astype(np.float64)
    x -= x.mean(axis=0)
    norms = np.einsum("ij,ij->i", x, x)
    extended = np.concatenate([values, np.ones((len(x), 1))], axis=1)
    result = np.empty((len(variances), *values.shape))
    for start in range(0, len(x), block):
        rows = slice(start, min(start + block, len(x)))
        distances = x[rows] @ x.T
        distances *= -2
        distances += norms[rows, None]
        distances += norms
        np.maximum(distances, 0, out=distances)
        weights = np.empty_like(distances)
        for k, variance in enumerate(variances):
            np.multiply(distances, -1 / (2 * variance), out=weights)
            np.exp(weights, out=weights)
            sums = weights @ extended
            result[k, rows] = sums[:, :-1] / sums[:, -1:]
    return result


def low_frequency_part_mirrored(inputs, values, variances, block):
    """The same with square blocks that serve for their mirror images too, as Overtone does it."""
    x = inputs.astype(np.float64)
    x -= x.mean(axis=0)
    norms = np.einsum("ij,ij->i", x, x)
    extended = np.concatenate([values, np.ones((len(x), 1))], axis=1)
    sums = np.zeros((len(variances), *extended.shape))
    for top in range(0, len(x), block):
        rows = slice(top, min(top + block, len(x)))
        for left in range(top, len(x), block):
            columns = slice(left, min(left + block, len(x)))
            distances = x[rows] @ x[columns].T
            distances *= -2
            distances += norms[rows, None]
            distances += norms[columns]
            np.maximum(distances, 0, out=distances)
            weights = np.empty_like(distances)
            for k, variance in enumerate(variances):
                np.multiply(distances, -1 / (2 * variance), out=weights)
                np.exp(weights, out=weights)
                sums[k, rows] += weights @ extended[columns]
                if left != top:
                    sums[k, columns] += weights.T @ extended[rows]
    return sums[..., :-1] / sums[..., -1:]


def main():
    inputs, values = np.load(sys.argv[1]), np.load(sys.argv[2])
    result, block, variances = sys.argv[3], int(sys.argv[4]), [float(v) for v in sys.argv[5:]]
    print(f"NumPy {np.__version__}, blocks of {block}", flush=True)
    for line in sys.stdin:
        method = low_frequency_part_mirrored if line.strip() == "mirrored" else low_frequency_part
        begin = time.perf_counter()
        low = method(inputs, values, variances, 1024 if line.strip() == "mirrored" else block)
        seconds = time.perf_counter() - begin
        np.save(result, low)
        print(seconds, flush=True)


main()
