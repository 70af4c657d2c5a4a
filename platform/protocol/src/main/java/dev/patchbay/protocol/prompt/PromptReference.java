package dev.patchbay.protocol.prompt;

import org.jspecify.annotations.Nullable;

/** {@code ref/prompt}: a prompt by its name. */
public record PromptReference(String name, @Nullable String title) implements CompletionReference {}
