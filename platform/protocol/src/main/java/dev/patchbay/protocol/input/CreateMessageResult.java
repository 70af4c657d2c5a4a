package dev.patchbay.protocol.input;

import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.Role;
import dev.patchbay.protocol.content.SamplingMessageContentBlock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model answered.
 *
 * @param stopReason why it stopped, null if not told
 */
public record CreateMessageResult(Role role, List<SamplingMessageContentBlock> content, String model,
        @Nullable String stopReason, Map<String, Object> meta) implements McpResult {
    public CreateMessageResult {
        content = List.copyOf(content);
    }
}
