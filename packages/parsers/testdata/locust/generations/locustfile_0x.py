# For Locust 0.8 to 0.14. NAMES=odd gives two endpoints names that are hard to write down in a CSV file.
import os
import random

from locust import HttpLocust, TaskSet, task

ODD = os.environ.get("NAMES") == "odd"
SLOW = '/slow?q=[id], page "2"' if ODD else "/slow"
FLAKY = u"/flaky \u00e9 \u00fcn\u00efcode \u65e5\u672c" if ODD else "/flaky"


class Tasks(TaskSet):
    @task(6)
    def fast(self):
        self.client.get("/fast")

    @task(4)
    def slow(self):
        self.client.get("/slow", name=SLOW)

    @task(4)
    def flaky(self):
        self.client.post("/flaky", name=FLAKY)

    @task(1)
    def err(self):
        self.client.get("/err")

    @task(1)
    def drop(self):
        self.client.get("/drop")

    @task(2)
    def check(self):
        # A 200 that the test itself calls a failure.
        with self.client.get("/fast", name="/check", catch_response=True) as response:
            if random.random() < 0.3:
                response.failure('wanted "ok", got x')

    @task(1)
    def broken(self):
        raise ValueError('the task failed, not "the request"')


class Shopper(HttpLocust):
    task_set = Tasks
    min_wait = 5
    max_wait = 40
