"""Writes the reference values beside it: python3 make.py (README.md says with what)."""

import json
import random
from fractions import Fraction
from pathlib import Path

import numpy as np
from mpmath import inf, loggamma, mpf, nstr, psi
from otava.analysis import compute_change_points
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, test_proportions_2indep

import oracles as o
import procedures as p


def plain(value):
    """A number as JSON has it: the nearest double, infinities as text."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(each) for each in value]
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    if value in (inf, float("inf")):
        return "Infinity"
    if value in (-inf, float("-inf")):
        return "-Infinity"
    number = float(value.numerator / mpf(value.denominator)) if isinstance(value, Fraction) else float(value)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def case(f, args, value):
    return {"f": f, "args": plain(args), "value": plain(value)}


def write(name, source, rel, generator):
    cases = list(generator)
    lines = ",\n".join("    " + json.dumps(each, separators=(", ", ": ")) for each in cases)
    head = json.dumps({"source": source, "rel": rel})[1:-1]
    Path(__file__).with_name(f"{name}.json").write_text("{\n  " + head + ',\n  "cases": [\n' + lines + "\n  ]\n}\n")
    print(name, len(cases))


def normal_and_t():
    z = [0, 1e-10, 0.1, 0.5, 1, 1.96, 2.4999, 2.5, 3, 5, 8, 15, 25, 30, 37]
    yield from (case("normalUpper", [at], o.normal_upper(at)) for at in z + [-1, -5])
    yield from (case("normalLower", [at], o.normal_upper(-mpf(at))) for at in [-30.5, -1, 0, 2])
    tails = [1e-300, 1e-200, 1e-100, 1e-16, 1e-8, 0.001, 0.025, 0.3, 0.4999, 0.6, 0.975, 0.999999]
    yield from (case("normalQuantile", [at], o.normal_quantile(at)) for at in tails + [0.5])
    for df in [0.5, 1, 2, 2.7, 3, 10, 55.3, 300, 1e4, 1e7, 1e10]:
        for t in [-3, 0, 0.01, 0.7, 2, 8, 31]:
            yield case("studentUpper", [t, df], o.t_upper(t, df))
    for t, df in [(1e3, 60), (1e8, 25), (1e40, 5), (1e66, 3), (1e100, 2), (4e90, 1)]:
        yield case("studentUpper", [t, df], o.t_upper(t, df))
    for df in [1, 2, 3, 4.5, 12, 100, 1e6]:
        for at in [1e-200, 1e-30, 1e-6, 0.005, 0.4, 0.75, 0.975, 0.99999]:
            near = stats.t.isf(min(at, 1 - at), df)
            yield case("studentQuantile", [at, df], o.t_quantile(at, df, near))


def around_mean(a, b):
    mean, sd = a / (a + b), (a * b / (a + b + 1)) ** 0.5 / (a + b)
    return [at for at in (mean + step * sd for step in (-8, -2.5, -0.5, 0, 0.5, 2.5)) if 0 < at < 1]


def large_beta():
    for a, b in [(3e4, 5e4), (2e6, 40), (1e8, 1e8), (1e9, 1e9)]:
        yield from (case("regularizedBeta", [a, b, at], o.beta_lower_of_large(a, b, at)) for at in around_mean(a, b))


def beta_and_counts():
    for a, b in [(0.5, 0.5), (1, 1), (1, 4), (2, 3), (0.1, 20), (12.5, 0.3), (60, 40), (400, 900)]:
        yield from (case("regularizedBeta", [a, b, at], o.beta_lower(a, b, at)) for at in around_mean(a, b))
    yield from (case("regularizedBeta", [a, b, x], o.beta_lower(a, b, x)) for a, b, x in [(20, 3, 1e-10), (2.5, 7, 1e-80), (100, 5, 0.01)])
    yield from (case("upperBeta", [a, b, x], o.beta_lower(b, a, 1 - mpf(x))) for a, b, x in [(2, 3, 0.5), (2, 40, 0.999), (3, 9, 0.75)])
    for at, a, b in [(1e-200, 3, 5), (1e-9, 0.4, 7), (0.025, 12, 90), (0.5, 2, 9), (0.9, 0.5, 0.5), (0.975, 4, 3000), (0.025, 0.01, 5)]:
        near = stats.beta.ppf(at, a, b)
        yield case("betaQuantile", [at, a, b], o.beta_quantile(at, a, b, near if near > 0 else at ** (1 / a)))
    for n, share in [(1, 0.3), (10, 0.5), (25, 0.02), (200, 0.95), (1000, 0.001)]:
        for k in sorted({0, 1, n // 3, int(n * share), n - 1, n}):
            yield case("binomialMass", [k, n, share], o.binomial_mass(k, n, share))
            yield case("binomialLower", [k, n, share], o.binomial_lower(k, n, share))
            yield case("binomialUpper", [k, n, share], o.binomial_upper(k, n, share))
        for q in [1e-12, 0.025, 0.3, 0.5, 0.975]:
            yield case("binomialQuantile", [q, n, share], o.binomial_quantile(q, n, share))
    for population, marked, drawn in [(10, 3, 2), (50, 25, 25), (300, 7, 150), (6000, 11, 1000), (2000, 700, 1500)]:
        terms = o.hypergeometric_terms(population, marked, drawn)
        ks = sorted(terms)
        for k in sorted({ks[0], ks[len(ks) // 5], ks[len(ks) // 2], ks[-1]}):
            args = [k, population, marked, drawn]
            yield case("hypergeometricMass", args, terms[k])
            yield case("hypergeometricUpper", args, sum(term for at, term in terms.items() if at >= k))
            yield case("hypergeometricLower", args, sum(term for at, term in terms.items() if at <= k))


def gamma_functions():
    xs = [1e-8, 0.01, 0.3, 1.3, 3.7, 7, 11.99, 16, 40.5, 1e3, 1e7]
    yield from (case("logGamma", [x], loggamma(mpf(x))) for x in xs + [1e15])
    yield from (case("digamma", [x], psi(0, mpf(x))) for x in xs)
    yield from (case("trigamma", [x], psi(1, mpf(x))) for x in xs)
    yield from (case("trigammaInverse", [y], o.trigamma_inverse(y)) for y in [1e-9, 1e-4, 0.05, 0.8, 3, 50, 1e5, 1e12])


def quantiles(draw):
    samples = [[102.43, 44.59, 54.62, 76.63, 105.14], [3, 3, 3, 7], [5, 6], [draw.lognormvariate(4, 0.5) for _ in range(37)]]
    for x in (sorted(sample) for sample in samples):
        for q in [0.05, 0.5, 0.9, 0.99]:
            value, error = o.harrell_davis(x, q)
            yield case("harrellDavis", [x, q], value)
            yield case("harrellDavisError", [x, q], error)
            if int(len(x) * q + 0.5) > 1 and len(x) - int(len(x) * q + 0.5) > 0:
                yield case("maritzJarrett", [x, q], float(stats.mstats.mjci(np.array(x), [q])[0]))
    for n, q, confidence in [(5, 0.5, 0.95), (8, 0.5, 0.9), (30, 0.5, 0.95), (100, 0.95, 0.95), (100, 0.99, 0.99), (400, 0.99, 0.9)]:
        low, high, coverage = p.quantile_interval(n, q, confidence)
        value = {"lower": low if low >= 1 else float("-inf"), "upper": high if high <= n else float("inf"), "ranks": [low, high]}
        yield case("quantileInterval", [list(range(1, n + 1)), q, confidence], value | ({} if coverage is None else {"coverage": coverage}))
    for n, rho in [(25, 0.5), (120, 0.7), (120, 0)]:
        series, at = [], 0
        for _ in range(n):
            at = rho * at + draw.gauss(0, 1)
            series.append(round(100 + 10 * at, 3))
        for q in [0.5, 0.9]:
            threshold = float(np.quantile(series, q))
            inflation = p.geyer_inflation(series, threshold, 40)
            effective = max(n / inflation, 20)
            low, high, _ = p.quantile_interval(round(effective), q, 0.95)
            ends = sorted(series)[max(1, int(low / round(effective) * n)) - 1], sorted(series)[min(n, int(np.ceil(high / round(effective) * n))) - 1]
            yield case("varianceInflation", [series, threshold, 40], inflation)
            yield case("effectiveSampleSize", [series, threshold, 40], {"effective": effective, "inflation": inflation})
            yield case("batchInflation", [series, threshold, 12], p.batch_inflation(series, threshold, 12))
            yield case("correlatedQuantileInterval", [series, q, 0.95, 40], {"lower": ends[0], "upper": ends[1]})


def ln_errors(draw):
    """Hazen's quantile where all samples differ, else np.interp over the middles of the steps; times in µs give the same."""
    for n, digits, inflation in [(40, 3, 1), (90, 3, 1), (90, 3, 3.5), (400, -1, 1), (5000, -1, 8)]:
        sample = sorted(round(100 * np.exp(0.6 * draw.gauss(0, 1)), digits) for _ in range(n))
        values, counts = np.unique(sample, return_counts=True)
        effective = max(n / inflation, 20)
        for scale in [1, 1000]:
            levels = [{"low": float(v) * scale, "high": float(v) * scale, "samples": int(c)} for v, c in zip(values, counts)]
            yield case("meanLnError", [levels, inflation], np.std(sample, ddof=1) / np.sqrt(effective) / np.mean(sample))
            for q in [0.5, 0.9, 0.95, 0.99]:
                reach = np.sqrt(q * (1 - q) / effective)
                shares = [q - reach, min(q + reach, 1)]
                if len(values) == n:
                    ends = np.quantile(sample, shares, method="hazen")
                else:
                    ends = np.interp(shares, (np.cumsum(counts) - counts / 2) / n, values)
                yield case("quantileLnError", [levels, q, inflation], np.log(ends[1] / ends[0]) / 2)


def groups(draw):
    x, y = [round(draw.gauss(100, 9), 2) for _ in range(6)], [round(draw.gauss(109, 9), 2) for _ in range(7)]
    pairs = [([1], [2]), ([211.51, 198.39, 187.25], [279.57, 237.34, 254.35]), (x, y), ([1, 2, 2, 3], [2, 3, 3, 4, 5]), ([4, 4, 4], [4, 4])]
    for a, b in pairs:
        u, above, below = o.rank_sum_tails(a, b)
        by = {"greater": above, "less": below, "two-sided": min(1, 2 * min(above, below))}
        for alternative, value in by.items():
            options = {"alternative": alternative, "method": "exact"}
            yield case("mannWhitney", [a, b, options], {"u": u, "p": value, "method": "exact"})
    long = [round(draw.gauss(100, 9)) for _ in range(40)], [round(draw.gauss(104, 9)) for _ in range(30)]
    for alternative in ["greater", "less", "two-sided"]:
        for continuity in [True, False]:
            found = stats.mannwhitneyu(long[1], long[0], use_continuity=continuity, alternative=alternative, method="asymptotic")
            options = {"alternative": alternative, "method": "asymptotic", "continuity": continuity}
            yield case("mannWhitney", [*long, options], {"u": found.statistic, "p": found.pvalue})
    apart = [at + 0.5 for at in range(20)], [at * 1.25 + 3.1 for at in range(25)]
    yield case("mannWhitney", [*apart, {"alternative": "greater", "method": "exact"}], {"p": stats.mannwhitneyu(apart[1], apart[0], alternative="greater", method="exact").pvalue})
    for a, b in [([1], [3]), ([1, 2, 3], [2, 3, 4]), (x, y), ([1, 2, 2, 3], [2, 3, 3, 4, 5])]:
        for confidence in [0.8, 0.95, 0.99]:
            yield case("hodgesLehmann", [a, b, confidence], o.hodges_lehmann(a, b, confidence))
    for a, b in [(x, y), ([1, 2, 3], [1, 2, 6]), ([1e6 + 1, 1e6 + 2], [1e6 + 4]), ([3], [3])]:
        distance = stats.energy_distance(a, b) ** 2
        between = 2 * np.abs(np.subtract.outer(a, b)).mean()
        size = len(a) * len(b) / (len(a) + len(b))
        yield case("energyDistance", [a, b], {"distance": distance, "statistic": size * distance, "coefficient": distance / between if between else 0})


def proportions():
    one = [(0, 10), (1, 10), (5, 10), (10, 10), (3, 5000), (123, 4567), (7, 10**6)]
    for x, n in one:
        for confidence in [0.9, 0.95, 0.99]:
            args = [{"x": x, "n": n}, confidence]
            yield case("wilsonInterval", args, proportion_confint(x, n, 1 - confidence, "wilson"))
            yield case("clopperPearson", args, proportion_confint(x, n, 1 - confidence, "beta"))
    two = [(48, 80, 56, 70), (0, 10, 0, 10), (0, 10, 10, 10), (2, 5000, 9, 1000), (30, 1000, 12, 1500), (1, 30, 0, 20), (3, 900, 9, 700)]
    rare = [(3, 10**7, 9, 10**7), (0, 100000, 1, 30000), (0, 100000, 0, 30000), (2, 100000, 5, 30000)]
    for x1, n1, x2, n2 in two + rare:
        args = [{"x": x1, "n": n1}, {"x": x2, "n": n2}]
        for confidence in [0.95, 0.98]:
            newcombe = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff", alpha=1 - confidence)
            yield case("newcombeInterval", [*args, confidence], newcombe)
            yield case("miettinenNurminenInterval", [*args, confidence], o.miettinen_nurminen(x1, n1, x2, n2, confidence))
        if 0 < x1 + x2 < n1 + n2:
            found = test_proportions_2indep(x2, n2, x1, n1, method="score", compare="diff", alternative="larger", correction=False)
            yield case("scoreTest", args, {"z": found.statistic, "greater": o.normal_upper(found.statistic)})
    for x1, n1, x2, n2 in two + [(40, 60, 10, 90), (500, 1200, 300, 1000), (1, 2000, 400, 800)]:
        yield case("fisherExact", [{"x": x1, "n": n1}, {"x": x2, "n": n2}], o.fisher(x1, n1, x2, n2))


def many_tests(draw):
    names = {"bh": "fdr_bh", "by": "fdr_by", "holm": "holm", "bonferroni": "bonferroni"}
    for values in [[0.01, 0.02, 0.5], [0.04], [0.3, 0.01, 0.01, 0.9, 1, 0], [draw.random() ** 3 for _ in range(40)], [1e-200, 1e-180, 0.2]]:
        for method, name in names.items():
            yield case("adjustPValues", [values, method], multipletests(values, method=name)[1])


def runs(draw):
    for values in [[201.37, 182], [99.1, 100.2, 103.9, 98.7], [round(draw.lognormvariate(5, 0.05), 3) for _ in range(12)]]:
        for probability in [0.9, 0.99]:
            # A prediction interval of a regression on nothing but a constant.
            ends = lambda data: OLS(data, np.ones(len(data))).fit().get_prediction([1]).summary_frame(alpha=2 * (1 - probability))
            linear, log = ends(np.array(values)), ends(np.log(values))
            yield case("tPredictionLimit", [values, probability], {"upper": linear.obs_ci_upper[0], "lower": linear.obs_ci_lower[0]})
            both = {"upper": np.exp(log.obs_ci_upper[0]), "lower": np.exp(log.obs_ci_lower[0])}
            yield case("tPredictionLimit", [values, probability, {"scale": "log"}], both)
            upper = stats.norm.ppf(probability, np.mean(values), np.std(values, ddof=1))
            yield case("tPredictionLimit", [values, probability, {"distribution": "normal"}], {"upper": upper})
    for count, kb, kc, common in [(1, 3, 1, 0), (5, 3, 3, 0.5), (8, 5, 1, 0.9), (12, 5, 5, 0.5), (30, 2, 1, 0), (9, 3, 1, 0.3), (7, 2, 2, 0.5)]:
        shared = [draw.gauss(0, 0.05) for _ in range(kb + kc)]
        series = []
        for _ in range(count):
            level, scale = draw.uniform(3, 6), draw.lognormvariate(0, 0.4)
            y = [round(level + common * both + scale * draw.gauss(0, 0.05) * (1 - common), 6) for both in shared]
            series.append({"baseline": y[:kb], "current": y[kb:], "priorVariance": 0.0025})
        yield case("moderatedT", [series], p.moderated_t(series))
        differences = [[round(draw.gauss(0.03, 0.07), 6) for _ in range(kb)] for _ in series]
        yield case("moderatedPairedT", [differences, [0.005] * count], p.moderated_paired_t(differences, [0.005] * count))
    still = [{"baseline": [1, 1, 1], "current": [1.5, 1.5], "priorVariance": 0.01}] * 7
    yield case("moderatedT", [still], p.moderated_t(still))
    options = {"priorWeight": 2, "leastDf": 4, "mostDf": 20, "fewDf": 6}
    yield case("moderatedT", [series, options], p.moderated_t(series, weight=2, least=4, most=20, few=6))


def change_points(draw):
    steps = [1, 1, 1, 5, 5, 5], [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [0, 0], [round(draw.gauss(1e6, 3), 2) for _ in range(40)]
    moves = [[round(draw.gauss(100 if at < 30 else 112, 3), 2) for at in range(75)], [round(draw.gauss(50, 4), 1) for _ in range(60)]]
    moves.append([round(draw.gauss([20, 26, 21][at // 35 % 3], 1.5), 2) for at in range(105)])
    for series in [*steps, *moves]:
        yield case("energyStatistic", [series], p.energy_split(series, 1))
        if len(series) >= 4:
            yield case("energyStatistic", [series, 2], p.energy_split(series, 2))
    for series in [*moves, [at % 7 for at in range(50)], [0] * 30 + [1] * 30]:
        for distance in [1, 10, 20]:
            yield case("edPelt", [series, distance], p.ed_pelt(series, distance))
    for n in range(12, 60, 2):
        series = [round(draw.gauss(0 if at < n // 2 else 1.2, 1), 1) for at in range(n)]
        yield case("edPelt", [series, 1 + n % 5], p.ed_pelt(series, 1 + n % 5))
    for series in moves:
        for window, limit, least in [(50, 0.001, 0), (30, 0.05, 0.03), (20, 0.6, 0)]:
            options = {"windowLength": window, "maxPValue": limit, "minMagnitude": least}
            yield case("otavaChangePoints", [series, options], by_otava(series, window, limit, least))


def by_otava(series, window, limit, least):
    points, _ = compute_change_points(series, window_len=window, max_pvalue=limit, min_magnitude=least)
    return {"changePoints": [as_ours(point) for point in points]}


def as_ours(point):
    found = point.stats
    return {
        "index": point.index,
        "meanBefore": found.mean_1,
        "meanAfter": found.mean_2,
        "sdBefore": found.std_1,
        "sdAfter": found.std_2,
        "p": found.pvalue,
        "relativeChange": found.mean_2 / found.mean_1 - 1,
    }


if __name__ == "__main__":
    write("normal-and-t", "mpmath, 60 digits: the complementary error function, the incomplete beta function", 1e-12, normal_and_t())
    write("beta-and-counts", "mpmath, 60 digits: the incomplete beta function, sums of terms, fractions", 1e-12, beta_and_counts())
    write("beta-large", "mpmath, 60 digits: the integral of the density", 1e-10, large_beta())
    write("gamma", "mpmath, 60 digits", 1e-12, gamma_functions())
    write("quantiles", "mpmath; scipy.stats.mstats.mjci and binom; statsmodels acf", 1e-9, quantiles(random.Random(1)))
    write("ln-errors", "numpy: quantile (Hazen), interp, std", 1e-9, ln_errors(random.Random(6)))
    write("groups", "every division counted, in fractions; scipy.stats mannwhitneyu and energy_distance", 1e-11, groups(random.Random(2)))
    write("proportions", "statsmodels; mpmath for Miettinen and Nurminen; fractions for Fisher", 1e-9, proportions())
    write("many-tests", "statsmodels multipletests", 1e-13, many_tests(random.Random(3)))
    write("runs", "statsmodels OLS; the moderated t written again with numpy (procedures.py)", 1e-8, runs(random.Random(4)))
    write("change-points", "all pairs, all segmentations (procedures.py); Apache Otava", 1e-9, change_points(random.Random(5)))
