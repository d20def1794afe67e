# The same shopper as in locustfile.py, with percentile columns of its own choice. For Locust 2.x.
import locust.stats

from locustfile import Shopper  # noqa: F401

locust.stats.PERCENTILES_TO_REPORT = [0.25, 0.5, 0.95, 0.975, 0.999, 0.99999, 1.0]
locust.stats.PERCENTILES_TO_CHART = [0.25, 0.9, 0.999]
locust.stats.PERCENTILES_TO_STATISTICS = [0.9, 0.999]
