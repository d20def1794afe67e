import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import io.gatling.javaapi.core.*;
import io.gatling.javaapi.http.*;

/** What 3.7 and later ran: MODE is normal, errors (nothing succeeds) or hostile (odd names). */
public class LoadSimulation extends Simulation {
  private static final String MODE = System.getProperty("mode", "normal");

  private final HttpProtocolBuilder protocol = http.baseUrl("http://127.0.0.1:" + System.getProperty("port"));

  private ChainBuilder normal() {
    return group("shop").on(
            exec(http("home").get("/fast"))
                .group("inner, deep").on(exec(http("search, slow").get("/slow"))))
        .exec(http("flaky").get("/flaky"))
        .exec(http("GET /err").get("/err"))
        .exec(http("drop").get("/drop"))
        .exec(http("crash").get("/fast?x=#{missing}"))
        .pause(java.time.Duration.ofMillis(20));
  }

  private ChainBuilder errors() {
    return group("all wrong").on(exec(http("err").get("/err")).exec(http("drop").get("/drop")));
  }

  private ChainBuilder hostile() {
    return exec(http("__proto__").get("/fast"))
        .exec(http("pipe | <b>\"quotes\"</b> \u001b[31m").get("/fast"))
        .exec(http("tab\there").get("/fast"))
        .exec(http("line\nbreak").get("/fast"))
        .exec(http("ünïcödé 💥 日本").get("/fast"))
        .exec(http("OK").get("/fast"))
        .exec(http("http://user:secret@127.0.0.1/x?token=1").get("/err"))
        .group("a,b").on(exec(http("x".repeat(3000)).get("/fast")))
        .group("日本").on(exec(http("KO").get("/err")));
  }

  public LoadSimulation() {
    ChainBuilder chain = MODE.equals("errors") ? errors() : MODE.equals("hostile") ? hostile() : normal();
    ScenarioBuilder users = scenario("Users").repeat(Integer.getInteger("loops", 6)).on(chain);
    ScenarioBuilder admins = scenario("Admins").exec(http("admin").get(MODE.equals("errors") ? "/err" : "/fast"));
    SetUp setUp = setUp(users.injectOpen(rampUsers(6).during(1)), admins.injectOpen(atOnceUsers(2))).protocols(protocol);
    if (MODE.equals("normal"))
      setUp.assertions(
          global().responseTime().percentile(95.0).lt(1000),
          global().failedRequests().percent().lte(5.0),
          details("shop", "home").responseTime().max().lt(5000),
          forAll().requestsPerSec().gt(0.5),
          global().successfulRequests().count().between(1L, 1000000L));
    if (MODE.equals("hostile"))
      setUp.assertions(
          details("a,b", "x".repeat(3000)).failedRequests().count().is(0L),
          details("日本", "KO").successfulRequests().percent().in(0.0, 50.0),
          details("__proto__").responseTime().mean().between(0, 1000),
          details("a,b").responseTime().stdDev().gte(0),
          details("nowhere").allRequests().count().gt(0L));
  }
}
