package dev.patchbay.slack;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.Route;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestSetup;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slack's stand-in, and hosts that talk to it. */
final class StandIn {
    static final String BOT = "xoxb-1111-2222-abcdefgh";
    static final String USER = "xoxp-1111-2222-abcdefgh";

    private StandIn() {}

    /** Starts a host with the plugin. */
    static TestHost host(ReplayServer slack, String token, Map<String, Object> configuration) {
        return host(slack, token, configuration, "");
    }

    /** Starts a host with the plugin and with more hosts granted. */
    static TestHost host(ReplayServer slack, String token, Map<String, Object> configuration, String more) {
        // what the host does about failures would hide what the plugin does
        return host(slack, token, configuration, more,
                Map.of("breaker-failures", 0, "breaker-plugin-failures", 0));
    }

    /** Starts a host that does something about failures. */
    static TestHost host(ReplayServer slack, String token, Map<String, Object> configuration, String more,
            Map<String, Object> resilience) {
        Map<String, Object> all = new LinkedHashMap<>(configuration);
        all.put("url", slack.url());
        return TestHost.start(StandIn.class, TestSetup.standard().withConfiguration(all)
                .withSettings(Map.of("resilience", resilience))
                .withGrants("hosts: 127.0.0.1:" + slack.port() + more + "; secrets: slack.token, slack.user-token")
                .withEnvironment(token.isEmpty() ? Map.of() : Map.of("PATCHBAY_SECRET_SLACK_TOKEN", token)));
    }

    /** Lets a method answer with the example of Slack's documentation. */
    static Route documented(ReplayServer slack, String method) {
        return slack.on("GET", "/" + method).answer(VendorApi.slack().example("GET", "/" + method, "200"));
    }

    static Answer refusal(String error) {
        return Answer.json("{\"ok\": false, \"error\": \"" + error + "\"}");
    }
}
