package dev.patchbay.connector;

import dev.patchbay.api.tool.ToolException;
import java.util.Optional;

/**
 * Knows how a service says that something failed, beyond what the status says. It sees every answer, also those of
 * success: some services put their errors there.
 *
 * <p>Threads: called by several at once.
 */
@FunctionalInterface
public interface FailureRule {
    /**
     * Looks at an answer.
     *
     * @param response the answer
     * @return the failure that it is; absent to leave it to the status ({@link Failures#standard})
     */
    Optional<ToolException> failure(RestResponse response);
}
