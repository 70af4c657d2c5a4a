package dev.patchbay.api.content;

import dev.patchbay.api.Stable;

/**
 * Text: {@code {"type": "text", "text": "Hello"}}. Source: MCP 2026-07-28, {@code TextContent}.
 *
 * @param text the text
 * @param annotations hints
 */
@Stable
public record TextContent(String text, Annotations annotations) implements ContentBlock {}
