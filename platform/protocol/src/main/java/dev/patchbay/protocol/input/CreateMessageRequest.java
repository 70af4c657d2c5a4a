package dev.patchbay.protocol.input;

import dev.patchbay.protocol.tool.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code sampling/createMessage}: a completion by the client's model.
 *
 * @param includeContext "none", "thisServer" or "allServers"; null if not told
 * @param metadata for the model's provider; empty if none
 * @param tools the model may use these; needs the capability {@code sampling.tools}
 * @param toolChoice "auto", "none" or "required"; null if not told
 */
public record CreateMessageRequest(List<SamplingMessage> messages, @Nullable ModelPreferences modelPreferences,
        @Nullable String systemPrompt, @Nullable String includeContext, @Nullable Double temperature, long maxTokens,
        List<String> stopSequences, Map<String, Object> metadata, List<Tool> tools, @Nullable String toolChoice)
        implements
            InputRequest {
    public CreateMessageRequest {
        messages = List.copyOf(messages);
        stopSequences = List.copyOf(stopSequences);
        tools = List.copyOf(tools);
    }

    @Override
    public String method() {
        return "sampling/createMessage";
    }
}
