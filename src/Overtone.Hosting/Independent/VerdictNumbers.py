"""The intervals of a median and of a share, from their definitions."""
from scipy.optimize import brentq
from scipy.stats import binom


def median_intervals(counts):
    rows = []
    for count in counts:
        # The median lies between the places low and high unless so many values, or more, lie on one side of it.
        def coverage(low):
            return sum(binom.pmf(below, count, 0.5) for below in range(low + 1, count - low))

        low = max(place for place in range(count // 2) if coverage(place) >= 0.95)
        rows.append([low, count - 1 - low, coverage(low)])
    return rows


def share_intervals(shares):
    rows = []
    for successes, count in shares:
        low = 0 if successes == 0 else brentq(lambda p: binom.sf(successes - 1, count, p) - 0.025, 0, 1, xtol=1e-14)
        high = 1 if successes == count else brentq(lambda p: binom.cdf(successes, count, p) - 0.025, 0, 1, xtol=1e-14)
        rows.append([low, high])
    return rows
