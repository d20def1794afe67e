# Users that never ask for anything: every file is written, no endpoint is in it. For Locust 2.x.
from locust import User, constant, task


class Idler(User):
    wait_time = constant(1)

    @task
    def idle(self):
        pass
