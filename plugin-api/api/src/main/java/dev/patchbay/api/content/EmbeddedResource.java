package dev.patchbay.api.content;

import dev.patchbay.api.Stable;

/**
 * The contents of a resource, carried along:
 * {@code {"type": "resource", "resource": {"uri": "notes://42", "text": "Milk"}}}. Source: MCP 2026-07-28,
 * {@code EmbeddedResource}.
 *
 * @param resource the contents
 * @param annotations hints
 */
@Stable
public record EmbeddedResource(ResourceContents resource, Annotations annotations) implements ContentBlock {}
