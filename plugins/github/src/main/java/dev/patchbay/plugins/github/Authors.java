package dev.patchbay.plugins.github;

import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import java.util.Set;

/**
 * Whose words are shown: everybody's, or only those of authors that GitHub associates with the repository, so that nobody
 * else can put instructions before a model.
 *
 * @param onlyTrusted whether only those count
 */
record Authors(boolean onlyTrusted) {
    /** Who owns the repository, belongs to the organization that does, or was invited. */
    private static final Set<String> TRUSTED = Set.of("OWNER", "MEMBER", "COLLABORATOR");

    static final String NOTE = "What authors outside of the repository wrote is left out (trustedAuthorsOnly).";

    boolean isShown(JsonValue written) {
        return !onlyTrusted || written.at("author_association").text().filter(TRUSTED::contains).isPresent();
    }

    /**
     * Checks that something may be shown.
     *
     * @throws ToolException with the code {@code forbidden} if it may not
     */
    void require(JsonValue written) {
        if (!isShown(written)) {
            throw new ToolException("It was written by somebody outside of the repository, and an administrator has set"
                    + " that this is not shown (trustedAuthorsOnly).").code("forbidden");
        }
    }
}
