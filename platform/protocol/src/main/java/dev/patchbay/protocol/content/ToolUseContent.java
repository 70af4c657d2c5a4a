package dev.patchbay.protocol.content;

import java.util.Map;

/** A model's wish to call a tool, inside a sampling message. */
public record ToolUseContent(String id, String name, Map<String, Object> input, Map<String, Object> meta)
        implements
            SamplingMessageContentBlock {}
