# Names that hurt a reader, or what prints them afterwards. For Locust 2.x.
import random

from locust import HttpUser, between, task

NAMES = [
    "a|b",
    "`tick`",
    "@everyone",
    "<script>alert(1)</script>",
    "-->",
    "__proto__",
    "constructor",
    "\x1b[31mred",
    "two\nlines",
    "Aggregated",
    "Total",
    "x" * 5000,
    '/slow?q=[id], page "2"',
    "/flaky é ünïcode 日本",
    "=1+1",
]


class Attacker(HttpUser):
    wait_time = between(0.005, 0.04)

    @task(15)
    def named(self):
        self.client.get("/flaky", name=random.choice(NAMES))

    @task(1)
    def hostile_error(self):
        with self.client.get("/fast", name="</script><b>", catch_response=True) as response:
            response.failure("</script><img src=x onerror=alert(1)> | `tick` @everyone -->\n\x1b[31mred")

    @task(1)
    def hostile_exception(self):
        raise ValueError("</script><img src=x onerror=alert(1)> | `tick` @everyone -->\n\x1b[31mred")

    def fire(self, method, name, **more):
        event = {"response_time": 12.5, "response_length": 3, "exception": None, "context": {}, **more}
        self.environment.events.request.fire(request_type=method, name=name, **event)

    @task(1)
    def empty_method(self):
        self.fire("", "empty method")

    @task(1)
    def aggregated_without_method(self):
        # Differs from the total row in its place alone: the total is the last row.
        self.fire("", "Aggregated")

    @task(1)
    def no_method(self):
        self.fire(None, "no method")

    @task(1)
    def no_time(self):
        self.fire("WSR", "no response time", response_time=None)

    @task(1)
    def empty_name(self):
        self.fire("GET", "")
