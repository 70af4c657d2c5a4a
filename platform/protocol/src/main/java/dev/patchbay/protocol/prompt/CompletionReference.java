package dev.patchbay.protocol.prompt;

/** Whose argument is to be completed. */
public sealed interface CompletionReference permits PromptReference, ResourceTemplateReference {}
