package dev.patchbay.api.content;

import dev.patchbay.api.Stable;
import java.util.Optional;

/**
 * Text of a resource: {@code {"uri": "docs://api", "mimeType": "text/markdown", "text": "# API"}}. Source: MCP
 * 2026-07-28, {@code TextResourceContents}.
 *
 * @param uri the URI of the resource
 * @param mimeType its media type
 * @param text the text
 */
@Stable
public record TextResourceContents(String uri, Optional<String> mimeType, String text) implements ResourceContents {}
