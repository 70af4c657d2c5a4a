package dev.patchbay.protocol.tool;

import org.jspecify.annotations.Nullable;

/** Hints about what a tool does; a null one is not told. */
public record ToolAnnotations(@Nullable String title, @Nullable Boolean readOnlyHint,
        @Nullable Boolean destructiveHint, @Nullable Boolean idempotentHint, @Nullable Boolean openWorldHint) {}
