package dev.patchbay.plugins.github;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.testkit.ListedTool;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestSetup;
import dev.patchbay.testkit.ToolResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real host with the plugin's real JAR, which speaks to a stand-in for GitHub. */
final class GithubHost implements AutoCloseable {
    static final String TOKEN = "ghp_canary0123456789abcdefghij";
    private final TestHost host;

    private GithubHost(TestHost host) {
        this.host = host;
    }

    /** Starts it with names as they are, without the prefix of the instance. */
    static GithubHost start(ReplayServer github, Map<String, Object> more) {
        return start(github, more, "", Map.of("PATCHBAY_SECRET_GITHUB_TOKEN", TOKEN), Map.of());
    }

    static GithubHost start(ReplayServer github, Map<String, Object> more, String furtherHosts,
            Map<String, String> environment, Map<String, Object> settings) {
        Map<String, Object> configuration = new HashMap<>(more);
        configuration.putIfAbsent("url", github.url());
        return new GithubHost(TestHost.start(GithubHost.class, TestSetup.standard().withNamespace("")
                .withConfiguration(configuration).withEnvironment(environment).withSettings(settings)
                .withGrants("hosts: 127.0.0.1:" + github.port() + furtherHosts
                        + "; secrets: github.token, github.app-key")));
    }

    TestClient client() {
        return host.client();
    }

    ToolResult call(String tool, Object... arguments) {
        Map<String, Object> members = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            members.put(String.valueOf(arguments[i]), arguments[i + 1]);
        }
        return client().callTool(tool, members);
    }

    List<String> tools() {
        return client().listTools().stream().map(ListedTool::name).toList();
    }

    static Answer answer(String name) {
        return Answer.resource(GithubHost.class, name + ".json");
    }

    static Answer created(String name) {
        return new Answer(201, answer(name).headers(), answer(name).body(), answer(name).undescribed(), false,
                answer(name).gate());
    }

    /** What the host says of a failure: code, whether and when to try again. */
    static Map<?, ?> error(ToolResult result) {
        Object error = result.meta().get("dev.patchbay/error");
        if (!result.isError() || !(error instanceof Map<?, ?> members)) {
            throw new AssertionError("No failure but " + result);
        }
        return members;
    }

    /** Looks into structured content. */
    static @Nullable Object at(Object json, Object... path) {
        Object here = json;
        for (Object step : path) {
            here = step instanceof Integer index ? ((List<?>) here).get(index) : ((Map<?, ?>) here).get(step);
            if (here == null) {
                return null;
            }
        }
        return here;
    }

    /** Stops it, and checks that nothing of the plugin stays in memory. */
    @Override
    public void close() {
        host.close();
        host.assertUnloaded();
    }
}
