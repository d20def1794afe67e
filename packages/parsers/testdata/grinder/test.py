# A test for The Grinder: five tests over HTTP, one of which the script itself calls a failure.
from net.grinder.script.Grinder import grinder
from net.grinder.script import Test
from net.grinder.plugin.http import HTTPRequest

base = grinder.properties.getProperty("base", "http://127.0.0.1:18994")


def request(number, name):
    made = HTTPRequest(url=base)
    Test(number, name).record(made)
    return made


fast, slow, flaky, err, drop, judged = [
    request(number, name)
    for number, name in [(1, "fast"), (2, 'slow "quoted" | x, y'), (3, "flaky"), (4, "error"), (5, "dropped"), (6, "judged")]
]


class TestRunner:
    def __call__(self):
        fast.GET("/fast")
        slow.GET("/slow?id=1")
        flaky.POST("/flaky", "a=1")
        err.GET("/err")
        try:
            drop.GET("/drop")
        except:
            pass
        # The script's own word: every other one is a failure.
        grinder.statistics.setDelayReports(True)
        judged.GET("/fast")
        grinder.statistics.getForLastTest().setSuccess(grinder.getRunNumber() % 2 == 0)
        grinder.statistics.report()
