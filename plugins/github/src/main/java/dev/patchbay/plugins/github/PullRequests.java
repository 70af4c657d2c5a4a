package dev.patchbay.plugins.github;

import dev.patchbay.api.Schema;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pull requests. Threads: any. */
final class PullRequests {
    private static final String BODY = "Automated PR created via MCP";
    private static final Set<String> PASSED = Set.of("success", "neutral", "skipped");
    private static final int MOST_PER_PAGE = 100;

    private final RestClient client;

    private final Authors authors;

    PullRequests(RestClient client, Authors authors) {
        this.client = client;
        this.authors = authors;
    }

    CreatedPullRequest create(RepositoryName repository, String title, String branch, String base, Call call) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", title);
        body.put("head", branch);
        body.put("base", base);
        body.put("body", BODY);
        JsonValue created = client.send(repository.request("POST", "pulls").json(body), call).json();
        return new CreatedPullRequest(created.at("number").integer().orElseThrow(PullRequests::unexpected),
                created.at("html_url").text().orElseThrow(PullRequests::unexpected), "created");
    }

    private static ToolException unexpected() {
        return new ToolException("GitHub created a pull request, but does not say its number and address: look for it"
                + " with list_pull_requests.").code("upstream_error");
    }

    Pages list(RepositoryName repository, String state, Optional<String> base, Call call) {
        return Pages.of(client, repository.get("pulls").query("state", state).query("base", base), Lean::pull, call)
                .only(authors::isShown);
    }

    Map<String, @Nullable Object> status(RepositoryName repository, long number, Call call) {
        JsonValue pull = client.send(repository.get("pulls", String.valueOf(number)), call).json();
        Map<String, @Nullable Object> state = Lean.pull(pull);
        if (!authors.isShown(pull)) {
            state.keySet().removeAll(List.of("title", "body"));
        }
        Lean.copy(pull, state, "merged", "mergeable", "mergeable_state", "commits", "additions", "deletions",
                "changed_files");
        Parts parts = new Parts();
        parts.put("pull_request", state);
        String head = pull.at("head", "sha").text().orElse("");
        if (!head.isEmpty()) {
            parts.add("checks", () -> checks(repository, head, call));
            parts.add("commit_status", () -> commitStatus(repository, head, call));
        }
        parts.add("reviews", () -> reviews(repository, number, call));
        return parts.whole();
    }

    private Map<String, Object> checks(RepositoryName repository, String head, Call call) {
        JsonValue answer = client.send(repository.get("commits", head, "check-runs").query("per_page", MOST_PER_PAGE),
                call).json();
        List<String> failing = new ArrayList<>();
        long pending = 0;
        long passed = 0;
        for (JsonValue run : answer.at("check_runs").items()) {
            String conclusion = run.at("conclusion").text().orElse("");
            if (!run.at("status").text().orElse("").equals("completed")) {
                pending++;
            } else if (PASSED.contains(conclusion)) {
                passed++;
            } else {
                failing.add(run.at("name").text().orElse("?") + ": " + conclusion);
            }
        }
        Map<String, Object> checks = new LinkedHashMap<>();
        long seen = passed + pending + failing.size();
        long total = answer.at("total_count").integer().orElse(seen);
        checks.put("total", total);
        checks.put("passed", passed);
        checks.put("pending", pending);
        checks.put("failing", failing);
        checks.put("truncated", total > seen);
        return checks;
    }

    private Map<String, @Nullable Object> commitStatus(RepositoryName repository, String head, Call call) {
        JsonValue answer = client.send(repository.get("commits", head, "status"), call).json();
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        Lean.copy(answer, status, "state", "total_count");
        return status;
    }

    /** The latest review of each reviewer that is more than a comment counts. */
    private Map<String, Object> reviews(RepositoryName repository, long number, Call call) {
        RestResponse response = client.send(repository.get("pulls", String.valueOf(number), "reviews")
                .query("per_page", MOST_PER_PAGE), call);
        JsonValue answer = response.json();
        Map<String, String> latest = new LinkedHashMap<>();
        for (JsonValue review : answer.items()) {
            String state = review.at("state").text().orElse("");
            if (!state.equals("COMMENTED") && !state.equals("PENDING")) {
                latest.put(review.at("user", "login").text().orElse("?"), state);
            }
        }
        return Map.of("approved_by", by(latest, "APPROVED"), "changes_requested_by", by(latest, "CHANGES_REQUESTED"),
                "truncated", response.nextPage().isPresent());
    }

    private static List<String> by(Map<String, String> latest, String state) {
        return latest.entrySet().stream().filter(each -> each.getValue().equals(state)).map(Map.Entry::getKey).toList();
    }

    /**
     * What create_pull_request gives.
     *
     * @param prNumber the number
     * @param url where people see it
     * @param status {@code created}
     */
    record CreatedPullRequest(@Schema(name = "pr_number") long prNumber, String url, String status) {}
}
