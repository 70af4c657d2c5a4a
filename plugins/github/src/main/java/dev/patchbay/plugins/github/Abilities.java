package dev.patchbay.plugins.github;

import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestResponse;
import dev.patchbay.connector.Withholding;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tools a credential cannot use. A classic token tells its scopes in every answer, an App what its installation may
 * do together with the token; a fine-grained token tells nothing.
 */
final class Abilities {
    /** The tools that write. */
    static final Set<String> WRITES = Set.of("create_pull_request", "create_issue", "add_comment");

    /** What GitHub does for nobody who has not signed in, also where everything is public. */
    private static final Set<String> SIGNED_IN = Set.of("create_pull_request", "create_issue", "add_comment",
            "get_job_log");
    private static final Set<String> WRITING_SCOPES = Set.of("repo", "public_repo");
    /** Of an App one of these permissions is needed; what is public it may read without any. */
    private static final Map<String, Set<String>> WRITE_PERMISSIONS = Map.of("create_pull_request",
            Set.of("pull_requests"), "create_issue", Set.of("issues"), "add_comment",
            Set.of("issues", "pull_requests"));

    private Abilities() {}

    /** What is never offered: by the configuration, and because nobody signs in. */
    static Set<String> withheld(GithubConfiguration configuration) {
        Set<String> names = new TreeSet<>(Withholding.writes(configuration.readOnly(), configuration.writes(), WRITES));
        if (configuration.authentication() == Authentication.NONE) {
            names.addAll(SIGNED_IN);
        }
        return names;
    }

    /** What a classic token lacks; absent where the answer does not tell its scopes. */
    static Optional<Set<String>> lackingScopes(RestResponse response) {
        return response.header("X-OAuth-Scopes").map(header -> {
            Set<String> scopes = Stream.of(header.split(",")).map(String::strip).collect(Collectors.toSet());
            return scopes.stream().anyMatch(WRITING_SCOPES::contains) ? Set.of() : WRITES;
        });
    }

    /** What an App's installation lacks: tools for which it has no permission to write. */
    static Set<String> lackingPermissions(JsonValue permissions) {
        Set<String> lacking = new TreeSet<>();
        WRITE_PERMISSIONS.forEach((tool, alternatives) -> {
            if (alternatives.stream().noneMatch(each -> mayWrite(permissions.at(each)))) {
                lacking.add(tool);
            }
        });
        return lacking;
    }

    private static boolean mayWrite(JsonValue level) {
        return level.text().filter(text -> text.equals("write") || text.equals("admin")).isPresent();
    }
}
