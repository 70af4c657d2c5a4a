package dev.patchbay.protocol.input;

import dev.patchbay.protocol.Role;
import dev.patchbay.protocol.content.SamplingMessageContentBlock;
import java.util.List;
import java.util.Map;

/** One message for, or from, a model. */
public record SamplingMessage(Role role, List<SamplingMessageContentBlock> content, Map<String, Object> meta) {
    public SamplingMessage {
        content = List.copyOf(content);
    }
}
