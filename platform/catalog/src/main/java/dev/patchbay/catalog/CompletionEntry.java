package dev.patchbay.catalog;

import dev.patchbay.api.completion.CompletionHandler;

/**
 * A completion.
 *
 * @param handler the code behind it; only the pipeline calls it, on a thread of the runtime
 * @param runtime where it runs
 */
public record CompletionEntry(CompletionHandler handler, InstanceRuntime runtime) {}
