package dev.patchbay.protocol.prompt;

/** {@code ref/resource}: a resource template by its URI template. */
public record ResourceTemplateReference(String uri) implements CompletionReference {}
