"""Load for the three services that server.mjs plays.

Each request is named after what is compared between runs, so the four tools of the MCP server,
which share one address, are four endpoints. A failure carries the message of the service.
"""

from locust import FastHttpUser, between, task

DOCUMENT = "The load line of a ship says how deep she may lie in the water. " * 8


def reason_of(response):
    """What the service said about a failed request, in a form that groups well."""
    if response.status_code == 0:
        return "no answer"
    if response.status_code == 504 and "qdrant timeout" in (response.text or ""):
        return "qdrant timeout"
    try:
        message = response.json()["error"]["message"]
    except (ValueError, KeyError, TypeError):
        message = "no message"
    return f"HTTP {response.status_code}: {message}"


class ServiceUser(FastHttpUser):
    """What the users of all three services have in common."""

    abstract = True
    wait_time = between(0.02, 0.08)
    network_timeout = 10.0

    def call(self, method, path, name=None, json=None):
        with self.client.request(
            method, path, name=name or path, json=json, catch_response=True
        ) as response:
            if response.status_code == 200:
                response.success()
            else:
                response.failure(reason_of(response))


class ApiGatewayUser(ServiceUser):
    weight = 4

    @task(6)
    def chat(self):
        messages = [{"role": "user", "content": "What does a load line say?"}]
        self.call("POST", "/v1/chat/completions", json={"model": "small", "messages": messages})

    @task(3)
    def models(self):
        self.call("GET", "/v1/models")

    @task(2)
    def health(self):
        self.call("GET", "/health")


class RagUser(ServiceUser):
    weight = 3

    @task(2)
    def query(self):
        self.call("POST", "/query", json={"question": "What is a load line?", "top_k": 5})

    @task(1)
    def index(self):
        self.call("POST", "/index", json={"id": "load-line", "text": DOCUMENT})


class McpUser(ServiceUser):
    weight = 3

    def use(self, tool):
        self.call("POST", "/execute", name=f"/tools/{tool}", json={"tool": tool})

    @task
    def read_file(self):
        self.use("read_file")

    @task
    def write_file(self):
        self.use("write_file")

    @task
    def git_status(self):
        self.use("git_status")

    @task
    def git_log(self):
        self.use("git_log")
