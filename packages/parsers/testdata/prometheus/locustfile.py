"""A test for Locust that serves its statistics to Prometheus, with the series that the exporters for Locust write."""
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from locust import HttpUser, constant, events, task


class Visitor(HttpUser):
    host = "http://127.0.0.1:18999"
    wait_time = constant(0.02)

    @task(3)
    def fast(self):
        self.client.get("/fast")

    @task
    def slow(self):
        self.client.get("/slow", name='slow "quoted" | x')

    @task
    def flaky(self):
        self.client.post("/flaky")


def expose(environment):
    lines = [f"locust_users {environment.runner.user_count}"]
    escape = lambda text: str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    for entry in environment.stats.entries.values():
        labels = f'method="{escape(entry.method)}",name="{escape(entry.name)}"'
        values = {
            "num_requests": entry.num_requests,
            "num_failures": entry.num_failures,
            "avg_response_time": entry.avg_response_time,
            "min_response_time": entry.min_response_time or 0,
            "max_response_time": entry.max_response_time,
            "median_response_time": entry.median_response_time,
            "current_rps": entry.current_rps,
        }
        lines += [f"locust_requests_{name}{{{labels}}} {value}" for name, value in values.items()]
    for error in environment.stats.errors.values():
        labels = f'method="{escape(error.method)}",name="{escape(error.name)}",error="{escape(error.error)}"'
        lines.append(f"locust_errors{{{labels}}} {error.occurrences}")
    return "\n".join(lines) + "\n"


@events.init.add_listener
def serve(environment, **_):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(expose(environment).encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", int(os.environ.get("EXPORTER_PORT", "18992"))), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


@events.quitting.add_listener
def wait_for_the_last_scrape(**_):
    import time

    time.sleep(2)
