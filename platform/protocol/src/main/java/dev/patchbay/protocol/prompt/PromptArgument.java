package dev.patchbay.protocol.prompt;

import org.jspecify.annotations.Nullable;

/** An argument of a prompt; its value is always a string. */
public record PromptArgument(String name, @Nullable String title, @Nullable String description, boolean required) {}
