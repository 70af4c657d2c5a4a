package dev.patchbay.testkit;

import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.tool.CallToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a tool answered.
 *
 * @param isError whether the tool failed
 * @param texts its texts; content that is no text is left out
 * @param structured the structured content in JDK types: integers are {@link Long}, other numbers
 *            {@link java.math.BigDecimal}
 * @param meta additional data, such as {@code dev.patchbay/error}
 */
public record ToolResult(boolean isError, List<String> texts, Optional<Object> structured, Map<String, Object> meta) {
    /** Copies the texts. */
    public ToolResult {
        texts = List.copyOf(texts);
    }

    static ToolResult of(CallToolResult result) {
        return new ToolResult(result.isError(),
                result.content().stream().flatMap(block -> text(block).stream()).toList(),
                Optional.ofNullable(result.structuredContent()), result.meta());
    }

    private static Optional<String> text(ContentBlock block) {
        return block instanceof TextContent text ? Optional.of(text.text()) : Optional.empty();
    }

    /**
     * Returns all texts as one.
     *
     * @return the texts, one a line; empty if there are none
     */
    public String text() {
        return texts.stream().collect(Collectors.joining("\n"));
    }

    /**
     * Returns the structured content of a tool that returns a record or a map.
     *
     * @return its members
     * @throws AssertionError if there is none
     */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    public Map<String, Object> json() {
        if (structured.orElse(null) instanceof Map<?, ?> members) {
            return (Map<String, Object>) members;
        }
        throw new AssertionError("The result has no structured object but " + this);
    }

    /**
     * Returns a member of the structured content.
     *
     * @param name its name
     * @return its value
     * @throws AssertionError if there is no such member
     */
    public Object json(String name) {
        Object value = json().get(name);
        if (value == null) {
            throw new AssertionError("The result has no '" + name + "' but " + this);
        }
        return value;
    }
}
