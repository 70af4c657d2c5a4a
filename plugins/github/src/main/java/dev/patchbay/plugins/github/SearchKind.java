package dev.patchbay.plugins.github;

import dev.patchbay.api.Schema;
import dev.patchbay.connector.JsonValue;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be searched. */
public enum SearchKind {
    /** Issues and pull requests. */
    @Schema(name = "issues")
    ISSUES,
    /** Code of default branches. */
    @Schema(name = "code")
    CODE,
    /** Repositories. */
    @Schema(name = "repositories")
    REPOSITORIES;

    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<String> fields() {
        return switch (this) {
            case ISSUES -> {
                Set<String> all = new LinkedHashSet<>(Set.of("repository", "is_pull_request"));
                all.addAll(Lean.ISSUE_FIELDS);
                yield all;
            }
            case CODE -> Lean.CODE_FIELDS;
            case REPOSITORIES -> Lean.REPOSITORY_FIELDS;
        };
    }

    Map<String, @Nullable Object> lean(JsonValue json) {
        return switch (this) {
            case ISSUES -> {
                Map<String, @Nullable Object> issue = Lean.issue(json, false);
                json.at("repository_url").text().ifPresent(url -> issue.put("repository",
                        url.substring(url.indexOf("/repos/") < 0 ? 0 : url.indexOf("/repos/") + 7)));
                issue.put("is_pull_request", json.at("pull_request").isPresent());
                yield issue;
            }
            case CODE -> Lean.code(json);
            case REPOSITORIES -> Lean.repository(json);
        };
    }
}
