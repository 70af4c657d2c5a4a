package dev.patchbay.plugins.github;

import dev.patchbay.connector.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of GitHub's objects that models need, of the hundred that there are. */
final class Lean {
    static final Set<String> REPOSITORY_FIELDS = fields("full_name", "description", "private", "fork", "archived",
            "language", "stars", "forks", "open_issues_and_pull_requests", "default_branch", "topics", "license",
            "created_at", "updated_at", "pushed_at", "url");
    static final Set<String> COMMIT_FIELDS = fields("sha", "message", "author", "login", "date", "url");
    static final Set<String> ISSUE_FIELDS = fields("number", "title", "state", "state_reason", "author", "labels",
            "assignees", "milestone", "comments", "created_at", "updated_at", "closed_at", "url", "body");
    static final Set<String> PULL_FIELDS = fields("number", "title", "state", "draft", "author", "head", "base",
            "labels", "created_at", "updated_at", "merged_at", "url", "body");
    static final Set<String> COMMENT_FIELDS = fields("id", "author", "author_association", "created_at", "updated_at",
            "url", "body");
    static final Set<String> RUN_FIELDS = fields("id", "name", "title", "event", "status", "conclusion", "branch",
            "sha", "attempt", "actor", "created_at", "updated_at", "url");
    static final Set<String> CODE_FIELDS = fields("repository", "path", "sha", "url");

    /** Bodies are cut in lists; get_issue has them whole. */
    private static final int BODY_IN_LIST = 500;

    private Lean() {}

    private static Set<String> fields(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }

    static Map<String, @Nullable Object> repository(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        copy(json, lean, "full_name", "description", "private", "fork", "archived", "language");
        put(lean, "stars", json.at("stargazers_count"));
        put(lean, "forks", json.at("forks_count"));
        put(lean, "open_issues_and_pull_requests", json.at("open_issues_count"));
        copy(json, lean, "default_branch", "topics");
        put(lean, "license", json.at("license", "spdx_id"));
        copy(json, lean, "created_at", "updated_at", "pushed_at");
        put(lean, "url", json.at("html_url"));
        return lean;
    }

    static Map<String, @Nullable Object> commit(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        copy(json, lean, "sha");
        put(lean, "message", json.at("commit", "message"));
        put(lean, "author", json.at("commit", "author", "name"));
        put(lean, "login", json.at("author", "login"));
        put(lean, "date", json.at("commit", "author", "date"));
        put(lean, "url", json.at("html_url"));
        return lean;
    }

    static Map<String, @Nullable Object> issue(JsonValue json, boolean isWhole) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        copy(json, lean, "number", "title", "state", "state_reason");
        put(lean, "author", json.at("user", "login"));
        names(lean, "labels", json.at("labels"), "name");
        names(lean, "assignees", json.at("assignees"), "login");
        put(lean, "milestone", json.at("milestone", "title"));
        copy(json, lean, "comments", "created_at", "updated_at", "closed_at");
        put(lean, "url", json.at("html_url"));
        body(lean, json, isWhole);
        return lean;
    }

    static Map<String, @Nullable Object> pull(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        copy(json, lean, "number", "title", "state", "draft");
        put(lean, "author", json.at("user", "login"));
        put(lean, "head", json.at("head", "label"));
        put(lean, "base", json.at("base", "ref"));
        names(lean, "labels", json.at("labels"), "name");
        copy(json, lean, "created_at", "updated_at", "merged_at");
        put(lean, "url", json.at("html_url"));
        body(lean, json, false);
        return lean;
    }

    static Map<String, @Nullable Object> comment(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        copy(json, lean, "id");
        put(lean, "author", json.at("user", "login"));
        copy(json, lean, "author_association", "created_at", "updated_at");
        put(lean, "url", json.at("html_url"));
        copy(json, lean, "body");
        return lean;
    }

    static Map<String, @Nullable Object> run(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        copy(json, lean, "id", "name");
        put(lean, "title", json.at("display_title"));
        copy(json, lean, "event", "status", "conclusion");
        put(lean, "branch", json.at("head_branch"));
        put(lean, "sha", json.at("head_sha"));
        put(lean, "attempt", json.at("run_attempt"));
        put(lean, "actor", json.at("actor", "login"));
        copy(json, lean, "created_at", "updated_at");
        put(lean, "url", json.at("html_url"));
        return lean;
    }

    static Map<String, @Nullable Object> code(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        put(lean, "repository", json.at("repository", "full_name"));
        copy(json, lean, "path", "sha");
        put(lean, "url", json.at("html_url"));
        return lean;
    }

    static Map<String, @Nullable Object> user(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        copy(json, lean, "login", "id", "type", "name", "company", "location", "bio", "email", "blog", "public_repos",
                "followers", "following", "created_at", "updated_at");
        put(lean, "url", json.at("html_url"));
        return lean;
    }

    static void copy(JsonValue from, Map<String, @Nullable Object> to, String... names) {
        for (String name : names) {
            put(to, name, from.at(name));
        }
    }

    /** Leaves out what is absent, so that it costs nothing. */
    static void put(Map<String, @Nullable Object> to, String name, JsonValue value) {
        if (value.isPresent()) {
            to.put(name, value.raw());
        }
    }

    private static void names(Map<String, @Nullable Object> to, String name, JsonValue list, String member) {
        List<String> names = list.items().stream().map(item -> item.text().or(() -> item.at(member).text()).orElse(""))
                .filter(text -> !text.isEmpty()).toList();
        if (!names.isEmpty()) {
            to.put(name, names);
        }
    }

    private static void body(Map<String, @Nullable Object> to, JsonValue json, boolean isWhole) {
        json.at("body").text().filter(text -> !text.isBlank()).ifPresent(text -> to.put("body",
                isWhole || text.length() <= BODY_IN_LIST ? text : text.substring(0, end(text, BODY_IN_LIST)) + "…"));
    }

    /** A place to cut that splits no pair. */
    static int end(String text, int length) {
        return Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }
}
