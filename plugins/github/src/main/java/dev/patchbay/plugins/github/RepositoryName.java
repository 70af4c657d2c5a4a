package dev.patchbay.plugins.github;

import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.RestRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a repository.
 *
 * @param owner a user or an organization
 * @param name the repository's own name
 */
record RepositoryName(String owner, String name) {
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Reads {@code owner/name}, or a name alone where there is an owner by default. */
    static RepositoryName parse(String text, Optional<String> defaultOwner) {
        int slash = text.indexOf('/');
        if (slash < 0 && defaultOwner.isEmpty()) {
            throw illegal("'" + shown(text) + "' does not say whose repository it is: write owner/name.");
        }
        return of(slash < 0 ? defaultOwner.orElseThrow() : text.substring(0, slash), text.substring(slash + 1));
    }

    static RepositoryName of(String owner, String name) {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw illegal("'" + shown(name) + "' is not the name of a repository: letters, digits, '.', '_' and '-'.");
        }
        return new RepositoryName(user(owner), name);
    }

    /** Checks the name of a user or an organization. */
    static String user(String name) {
        if (!OWNER.matcher(name).matches()) {
            throw illegal("'" + shown(name) + "' is not the name of a user or an organization: letters, digits and"
                    + " '-'.");
        }
        return name;
    }

    private static ToolException illegal(String text) {
        return new ToolException(text).code("invalid_argument");
    }

    private static String shown(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    RestRequest get(String... segments) {
        return request("GET", segments);
    }

    RestRequest request(String method, String... segments) {
        return RestRequest.of(method, "repos", owner, name).segments(segments);
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
