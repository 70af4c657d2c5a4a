package dev.patchbay.plugins.github;

import dev.patchbay.api.call.Call;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues and their comments. Threads: any. */
final class Issues {
    private final RestClient client;

    private final Authors authors;

    Issues(RestClient client, Authors authors) {
        this.client = client;
        this.authors = authors;
    }

    /** GitHub lists pull requests as issues; they are left out here. */
    Pages list(RepositoryName repository, String state, Optional<String> labels, Call call) {
        return Pages.of(client, repository.get("issues").query("state", state).query("labels", labels),
                json -> Lean.issue(json, false), call).only(json -> !json.at("pull_request").isPresent())
                .only(authors::isShown);
    }

    Map<String, @Nullable Object> get(RepositoryName repository, long number, Call call) {
        JsonValue issue = client.send(repository.get("issues", String.valueOf(number)), call).json();
        authors.require(issue);
        Map<String, @Nullable Object> lean = Lean.issue(issue, true);
        lean.put("is_pull_request", issue.at("pull_request").isPresent());
        return lean;
    }

    Pages comments(RepositoryName repository, long number, Call call) {
        return Pages.of(client, repository.get("issues", String.valueOf(number), "comments"), Lean::comment, call)
                .only(authors::isShown);
    }

    Created create(RepositoryName repository, String title, Optional<String> body, List<String> labels,
            List<String> assignees, Call call) {
        Map<String, Object> issue = new LinkedHashMap<>();
        issue.put("title", title);
        body.ifPresent(text -> issue.put("body", text));
        if (!labels.isEmpty()) {
            issue.put("labels", labels);
        }
        if (!assignees.isEmpty()) {
            issue.put("assignees", assignees);
        }
        JsonValue created = client.send(repository.request("POST", "issues").json(issue), call).json();
        return new Created(created.at("number").integer().orElse(0L), created.at("html_url").text().orElse(""),
                "created");
    }

    Created comment(RepositoryName repository, long number, String body, Call call) {
        JsonValue created = client.send(repository.request("POST", "issues", String.valueOf(number), "comments")
                .json(Map.of("body", body)), call).json();
        return new Created(created.at("id").integer().orElse(0L), created.at("html_url").text().orElse(""), "created");
    }

    /**
     * What was created.
     *
     * @param id the number of an issue, the id of a comment
     * @param url where people see it
     * @param status {@code created}
     */
    record Created(long id, String url, String status) {}
}
