"""Procedures written down a second time, with numpy and no shortcuts, from the formulas that the doc comments state."""

import numpy as np
from mpmath import mpf, psi
from scipy import stats

from oracles import t_upper, trigamma_inverse


def energy_split(series, min_size):
    """The best split by its definition: all pairs anew for each split."""
    x = np.asarray(series, float)
    apart = np.abs(x[:, None] - x[None, :])
    best = None
    for a in range(min_size, len(x) - min_size + 1):
        b = len(x) - a
        first, second, between = apart[:a, :a], apart[a:, a:], apart[:a, a:]
        t = a * b / (a + b) * (2 * between.mean() - first.sum() / a**2 - second.sum() / b**2)
        if best is None or t > best[1] + 1e-12:
            best = (a, t)
    return None if best is None else {"index": best[0], "statistic": best[1]}


def ed_pelt(series, min_distance):
    """The best segmentation of all, without forgetting any start; indexes of the last values of the old segments."""
    x = np.asarray(series, float)
    n = len(x)
    levels = min(n, int(np.ceil(4 * np.log(n))))
    z = (2 * np.arange(levels) + 1) / levels - 1
    places = np.trunc((n - 1) / (1 + (2 * n - 1) ** -z)).astype(int)
    at = np.sort(x)[places]
    share = (x[:, None] < at) + 0.5 * (x[:, None] == at)
    sums = np.vstack([np.zeros(levels), np.cumsum(share, axis=0)])

    def cost(start, end):
        f = (sums[end] - sums[start]) / (end - start)
        f = f[(f > 0) & (f < 1)]
        return -2 * np.log(2 * n - 1) / levels * (end - start) * np.sum(f * np.log(f) + (1 - f) * np.log(1 - f))

    penalty = 3 * np.log(n)
    best, previous = {0: -penalty}, {}
    for end in range(min_distance, n + 1):
        starts = [s for s in best if end - s >= min_distance]
        totals = [best[s] + cost(s, end) + penalty for s in starts]
        best[end], previous[end] = min(totals), starts[int(np.argmin(totals))]
    found, end = [], n
    while previous[end] > 0:
        end = previous[end]
        found.append(end - 1)
    return found[::-1]


def geyer_inflation(series, threshold, max_lag):
    from statsmodels.tsa.stattools import acf

    above = (np.asarray(series) > threshold).astype(float)
    if above.min() == above.max():
        return 1.0
    last = min(max_lag, len(above) - 1)
    rho = acf(above, nlags=last, adjusted=False, fft=False)
    inflation = 1.0
    for lag in range(1, last + 1, 2):
        pair = rho[lag] + (rho[lag + 1] if lag + 1 <= last else 0)
        if pair <= 0:
            break
        inflation += 2 * pair
    return inflation


def batch_inflation(series, threshold, batches):
    above = (np.asarray(series) > threshold).astype(float)
    above = above[: len(above) // batches * batches]
    means = above.reshape(batches, -1).mean(axis=1)
    return max(1.0, means.var(ddof=1) * (len(above) // batches) / above.var())


def quantile_interval(n, q, confidence):
    tail = (1 - confidence) / 2
    low, high = int(stats.binom.ppf(tail, n, q)), int(stats.binom.ppf(1 - tail, n, q)) + 1
    coverage = stats.binom.cdf(high - 1, n, q) - stats.binom.cdf(low - 1, n, q)
    return low, high, coverage if low >= 1 and high <= n else None


def moderated(residuals, thetas, priors, nu, f, weight=4, least=8, most=40, few=16):
    """Rows of residuals (series by runs) to the moderated t of each series, step by step."""
    r = np.asarray(residuals, float)
    m = len(r)
    priors = np.asarray(priors, float)
    own = (r**2).sum(axis=1) / nu
    if m < 6:
        d0 = few
    else:
        e = [float(np.log(max(ratio, 1e-4)) - float(psi(0, mpf(nu) / 2)) + np.log(nu / 2)) for ratio in own / priors]
        rest = np.var(e, ddof=1) - float(psi(1, mpf(nu) / 2))
        d0 = most if rest <= 0 else float(np.clip(2 * float(trigamma_inverse(rest)), least, most))
    scaled = r / np.sqrt(priors)[:, None]
    g = scaled.T @ scaled
    t1, t2 = np.trace(g) / nu, np.sum(g**2) / nu**2
    a2 = nu**2 / ((nu - 1) * (nu + 2)) * (t2 - t1**2 / nu) if nu > 1 else 0
    raw = nu * t1**2 / a2 if a2 > 0 else (nu * m if t1 > 0 and nu > 1 else nu)
    df_pool = float(np.clip(raw, nu, nu * m))
    c_hat = t1 / m
    c = (weight + df_pool * c_hat * (d0 - 2) / d0) / (weight + df_pool)
    variance = (d0 * c * priors + nu * own) / (d0 + nu)
    df = 1 / (1 / (d0 + nu) + (d0 / (d0 + nu)) ** 2 / (weight + df_pool))
    errors = np.sqrt(variance * f)
    results = [
        {"theta": theta, "standardError": se, "t": theta / se, "p": t_upper(theta / se, df)} for theta, se in zip(thetas, errors)
    ]
    return {"results": results, "df": df, "d0": d0, "dfPool": df_pool, "cHat": c_hat, "cTilde": c}


def moderated_t(series, **options):
    kb, kc = len(series[0]["baseline"]), len(series[0]["current"])
    residuals, thetas = [], []
    for each in series:
        before, after = np.mean(each["baseline"]), np.mean(each["current"])
        thetas.append(after - before)
        residuals.append(list(np.array(each["baseline"]) - before) + list(np.array(each["current"]) - after))
    return moderated(residuals, thetas, [each["priorVariance"] for each in series], kb + kc - 2, 1 / kb + 1 / kc, **options)


def moderated_paired_t(differences, priors):
    d = np.asarray(differences, float)
    means = d.mean(axis=1)
    return moderated(d - means[:, None], means, priors, d.shape[1] - 1, 1 / d.shape[1])
