"""Definitions at 60 digits, by mpmath: sums and integrals as they stand in a textbook, with no thought for speed."""

from fractions import Fraction
from itertools import combinations
from math import comb

from mpmath import betainc, binomial, erfc, exp, findroot, inf, log, loggamma, mp, mpf, psi, quad, sqrt

mp.dps = 60


def normal_upper(z):
    return erfc(mpf(z) / sqrt(2)) / 2


def normal_quantile(p):
    p = mpf(p)
    tail = min(p, 1 - p)
    if tail == mpf(1) / 2:
        return mpf(0)
    guess = sqrt(max(0, -2 * log(tail * 2))) + mpf("0.01")
    z = findroot(lambda at: log(normal_upper(at)) - log(tail), guess)
    return z if p > tail else -z


def t_upper(t, df):
    t, df = mpf(t), mpf(df)
    half = betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return half if t >= 0 else 1 - half


def t_quantile(p, df, near):
    """`near` is a first guess; the root is that of the logarithm of the tail."""
    p = mpf(p)
    tail = min(p, 1 - p)
    t = exp(findroot(lambda u: log(t_upper(exp(u), df)) - log(tail), log(abs(mpf(near))), tol=mpf(10) ** -40, verify=False))
    return t if p > tail else -t


def beta_lower(a, b, x):
    a, b, x = mpf(a), mpf(b), mpf(x)
    if x <= 0 or x >= 1:
        return mpf(0) if x <= 0 else mpf(1)
    return betainc(a, b, 0, x, regularized=True)


def beta_lower_of_large(a, b, x):
    """The integral of the density over 30 standard deviations, in 60 parts."""
    a, b, x = mpf(a), mpf(b), mpf(x)
    constant = loggamma(a + b) - loggamma(a) - loggamma(b)
    low = max(mpf(0), x - 30 * sqrt(a * b / (a + b + 1)) / (a + b))
    edges = [low + (x - low) * part / 60 for part in range(61)]
    return quad(lambda at: exp(constant + (a - 1) * log(at) + (b - 1) * mp.log1p(-at)), edges, method="gauss-legendre")


def beta_quantile(p, a, b, near):
    p = mpf(p)
    return exp(findroot(lambda u: log(beta_lower(a, b, exp(u))) - log(p), log(mpf(near)), tol=mpf(10) ** -40, verify=False))


def binomial_mass(k, n, p):
    return binomial(n, k) * mpf(p) ** k * (1 - mpf(p)) ** (n - k)


def binomial_lower(k, n, p):
    return sum((binomial_mass(at, n, p) for at in range(0, k + 1)), mpf(0))


def binomial_upper(k, n, p):
    return sum((binomial_mass(at, n, p) for at in range(k, n + 1)), mpf(0))


def binomial_quantile(q, n, p):
    below = mpf(0)
    for k in range(n + 1):
        below += binomial_mass(k, n, p)
        if below >= mpf(q):
            return k
    return n


def hypergeometric_terms(population, marked, drawn):
    ways = comb(population, drawn)
    least, most = max(0, drawn + marked - population), min(drawn, marked)
    return {k: Fraction(comb(marked, k) * comb(population - marked, drawn - k), ways) for k in range(least, most + 1)}


def fisher(x1, n1, x2, n2):
    """greater, less, two-sided and mid-p, as exact fractions."""
    terms = hypergeometric_terms(n1 + n2, x1 + x2, n2)
    observed = terms[x2]
    greater = sum(term for k, term in terms.items() if k >= x2)
    return {
        "greater": greater,
        "less": sum(term for k, term in terms.items() if k <= x2),
        "twoSided": sum(term for term in terms.values() if term <= observed),
        "midP": greater - observed / 2,
    }


def trigamma_inverse(y):
    near = 1 / sqrt(mpf(y)) if y > 1 else 1 / mpf(y) + mpf("0.5")
    return findroot(lambda x: log(psi(1, x)) - log(mpf(y)), near)


def halve(low, high, is_below, steps=200):
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2


def miettinen_nurminen(x1, n1, x2, n2, confidence):
    """Second less first proportion: the likelihood under a difference is maximised by the sign of its slope."""
    z = -normal_quantile((1 - mpf(confidence)) / 2)
    observed = mpf(x2) / n2 - mpf(x1) / n1

    def slope(p, q):
        parts = ((x1, p), (x1 - n1, 1 - p), (x2, q), (x2 - n2, 1 - q))
        return sum((mpf(count) / share for count, share in parts if count), mpf(0))

    def score(d):
        p = halve(max(mpf(0), -d), min(mpf(1), 1 - d), lambda at: slope(at, at + d) > 0)
        q = p + d
        variance = (p * (1 - p) / n1 + q * (1 - q) / n2) * (n1 + n2) / mpf(n1 + n2 - 1)
        return (observed - d) / sqrt(variance) if variance > 0 else mp.sign(observed - d) * inf

    lower = mpf(-1) if observed == -1 else halve(mpf(-1), observed, lambda d: score(d) > z, 120)
    upper = mpf(1) if observed == 1 else halve(observed, mpf(1), lambda d: score(d) >= -z, 120)
    return [lower, upper]


def rank_sum_tails(x, y):
    """P(U ≥ u) and P(U ≤ u) over all ways to choose the second group, mid-ranks for ties."""
    values = list(x) + list(y)
    ranks = [Fraction(sum(other < value for other in values) + sum(other <= value for other in values) + 1, 2) for value in values]
    least = Fraction(len(y) * (len(y) + 1), 2)
    u = sum(ranks[len(x):]) - least
    sums = [sum(chosen) - least for chosen in combinations(ranks, len(y))]
    return u, Fraction(sum(s >= u for s in sums), len(sums)), Fraction(sum(s <= u for s in sums), len(sums))


def hodges_lehmann(x, y, confidence):
    """k is the smallest u, from 1, with P(U ≤ u) ≥ half the error, all orders being counted."""
    differences = sorted(b - a for a in x for b in y)
    size = len(x) + len(y)
    least = len(y) * (len(y) + 1) // 2
    sums = [sum(chosen) - least for chosen in combinations(range(1, size + 1), len(y))]
    share = lambda u: Fraction(sum(s <= u for s in sums), len(sums))
    half = (1 - Fraction(str(confidence))) / 2
    k = max(1, next(u for u in range(len(differences) + 1) if share(u) >= half))
    middle = len(differences) // 2
    shift = differences[middle] if len(differences) % 2 else (differences[middle - 1] + differences[middle]) / 2
    achieved = 1 - 2 * share(k - 1)
    attainable = achieved >= Fraction(str(confidence))
    return {"shift": shift, "lower": differences[k - 1], "upper": differences[-k], "k": k, "achieved": achieved, "attainable": attainable}


def harrell_davis_weights(n, q):
    a, b = (n + 1) * mpf(q), (n + 1) * (1 - mpf(q))
    steps = [beta_lower(a, b, mpf(i) / n) for i in range(n + 1)]
    return [after - before for before, after in zip(steps, steps[1:])]


def harrell_davis(values, q):
    """The quantile, and its standard error by the second moment of the weights."""
    weights = harrell_davis_weights(len(values), q)
    first = sum(w * mpf(v) for w, v in zip(weights, sorted(values)))
    second = sum(w * mpf(v) ** 2 for w, v in zip(weights, sorted(values)))
    return first, sqrt(second - first**2)
