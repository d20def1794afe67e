# The same five endpoints for every generation of Locust; odd names on purpose.
import os
try:
    from locust import HttpUser as User, task, constant
    WAIT = {"wait_time": constant(0.05)}
except ImportError:
    from locust import HttpLocust as User, TaskSet, task
    WAIT = {}

HOSTILE = ["a|b", "`tick`", "@everyone", "<script>alert(1)</script>", "-->", "__proto__", "constructor", "\x1b[31mred", "two\nlines", "Aggregated", "Total", "x" * 5000]

class Web(User):
    host = "http://127.0.0.1:" + os.environ["PORT"]
    locals().update(WAIT)
    if os.environ.get("HOSTILE"):
        @task
        def hostile(self):
            for name in HOSTILE:
                self.client.get("/fast", name=name)
    elif not os.environ.get("NOTHING"):
        @task(4)
        def fast(self): self.client.get("/fast")
        @task(3)
        def slow(self): self.client.get("/slow?q=1", name='/slow?q=[id], page "2"')
        @task(2)
        def flaky(self): self.client.post("/flaky", name="/flaky é ünïcode 日本")
        @task(1)
        def err(self): self.client.get("/err")
        @task(1)
        def drop(self): self.client.get("/drop")
    else:
        @task
        def nothing(self): pass
