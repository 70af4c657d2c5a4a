package dev.patchbay.plugins.github;

import dev.patchbay.api.call.Call;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestRequest;
import dev.patchbay.connector.RestResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Repositories, their commits, and users. Threads: any. */
final class Repositories {
    private static final int RECENT = 10;
    /** What makes it pointless to ask for the other parts. */
    private static final Set<String> FINAL = Set.of("not_found", "unauthorized", "forbidden", "rate_limited");

    private final RestClient client;

    Repositories(RestClient client) {
        this.client = client;
    }

    Parts info(RepositoryName name, Call call) {
        Parts parts = new Parts();
        parts.add("repository", FINAL, () -> Lean.repository(client.send(name.get(), call).json()));
        parts.add("recent_commits", () -> commits(name, call));
        parts.add("open_pull_requests", () -> openPulls(name, call));
        return parts;
    }

    private List<Map<String, @Nullable Object>> commits(RepositoryName name, Call call) {
        return client.send(name.get("commits").query("per_page", RECENT), call).json().items().stream()
                .map(Lean::commit).toList();
    }

    /** With one item a page, the number of the last page is the number of items. */
    private Long openPulls(RepositoryName name, Call call) {
        RestResponse response = client.send(name.get("pulls").query("state", "open").query("per_page", 1), call);
        Optional<String> last = response.link("last").map(parameters -> parameters.get("page"));
        return last.filter(text -> text.matches("[0-9]{1,9}")).map(Long::valueOf)
                .orElseGet(() -> (long) response.json().items().size());
    }

    Pages commits(RepositoryName name, Optional<String> branch, Optional<String> since, Call call) {
        return Pages.of(client, name.get("commits").query("sha", branch).query("since", since), Lean::commit, call);
    }

    Pages ofUser(String user, Call call) {
        return Pages.of(client, RestRequest.get("users", RepositoryName.user(user), "repos").query("sort", "full_name"),
                Lean::repository, call);
    }

    JsonValue user(Optional<String> name, Call call) {
        RestRequest request = name.map(user -> RestRequest.get("users", RepositoryName.user(user)))
                .orElseGet(() -> RestRequest.get("user"));
        return client.send(request, call).json();
    }
}
