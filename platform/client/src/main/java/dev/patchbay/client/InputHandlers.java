package dev.patchbay.client;

import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.input.CreateMessageRequest;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.input.Root;
import dev.patchbay.protocol.task.TasksExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who answers what servers ask. What has no handler is not declared, and refused.
 *
 * @param urls whether the elicitation handler also opens URLs
 * @param tasks whether the client knows tasks
 */
record InputHandlers(@Nullable ElicitationHandler elicitation, boolean urls, @Nullable SamplingHandler sampling,
        @Nullable Supplier<List<Root>> roots, boolean tasks) {
    boolean isEmpty() {
        return elicitation == null && sampling == null && roots == null;
    }

    ClientCapabilities capabilities() {
        return new ClientCapabilities(roots == null ? null : new ClientCapabilities.Roots(false),
                sampling == null ? null : new ClientCapabilities.Sampling(false, false),
                elicitation == null ? null : new ClientCapabilities.Elicitation(true, urls), Map.of(),
                tasks ? Map.of(TasksExtension.ID, Map.of()) : Map.of());
    }

    /** The answer, or empty if this was not offered. */
    Optional<McpResult> answer(InputRequest request) {
        return switch (request) {
            case ElicitRequest.Url url when !urls -> Optional.empty();
            case ElicitRequest elicit -> Optional.ofNullable(elicitation).map(handler -> handler.elicit(elicit));
            case CreateMessageRequest create -> Optional.ofNullable(sampling)
                    .map(handler -> handler.createMessage(create));
            case ListRootsRequest list -> Optional.ofNullable(roots)
                    .map(supplier -> new ListRootsResult(supplier.get(), Map.of()));
        };
    }
}
