import io.gatling.core.Predef._
import io.gatling.http.Predef._
import scala.concurrent.duration._

/** What 2.0 and 2.1 ran: MODE is normal, errors (nothing succeeds) or hostile (odd names). */
class LoadSimulation extends Simulation {
  val mode = System.getProperty("mode", "normal")
  val url = "http://127.0.0.1:" + System.getProperty("port")

  val normal = group("shop") {
    exec(http("home").get(url + "/fast")).group("inner deep") {
      exec(http("search, slow").get(url + "/slow"))
    }
  }.exec(http("flaky").get(url + "/flaky"))
    .exec(http("GET /err").get(url + "/err"))
    .exec(http("drop").get(url + "/drop"))
    .exec(http("crash").get(url + "/fast?x=${missing}"))
    .pause(20.milliseconds)

  val errors = group("all wrong") {
    exec(http("err").get(url + "/err")).exec(http("drop").get(url + "/drop"))
  }

  val hostile = exec(http("__proto__").get(url + "/fast"))
    .exec(http("pipe | <b>\"quotes\"</b> \u001b[31m").get(url + "/fast"))
    .exec(http("tab\there").get(url + "/fast"))
    .exec(http("line\nbreak").get(url + "/fast"))
    .exec(http("ünïcödé 💥 日本").get(url + "/fast"))
    .exec(http("OK").get(url + "/fast"))
    .exec(http("http://user:secret@127.0.0.1/x?token=1").get(url + "/err"))
    .group("a,b") { exec(http("x" * 3000).get(url + "/fast")) }
    .group("日本") { exec(http("KO").get(url + "/err")) }

  val chain = if (mode == "errors") errors else if (mode == "hostile") hostile else normal
  val users = scenario("Users").repeat(Integer.getInteger("loops", 6).toInt) { chain }
  val admins = scenario("Admins").exec(http("admin").get(url + (if (mode == "errors") "/err" else "/fast")))

  val injected = setUp(users.inject(constantUsersPerSec(6) during (1.second)), admins.inject(atOnceUsers(2)))
  if (mode == "normal")
    injected.assertions(
      global.responseTime.max.lessThan(5000),
      global.responseTime.percentile2.lessThan(1000),
      global.failedRequests.percent.lessThan(5),
      details("shop" / "home").responseTime.mean.between(1, 5000),
      global.requestsPerSec.greaterThan(0))
}
