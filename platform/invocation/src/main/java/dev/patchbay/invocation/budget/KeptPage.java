package dev.patchbay.invocation.budget;

import dev.patchbay.api.resource.ReadResourceResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the rest of a result. Whoever reads it must still be allowed the call that it came from.
 *
 * @param tool the tool that was called, as the client named it
 * @param original the tool as the catalog named it
 * @param arguments the arguments as the client sent them
 * @param result the page
 */
public record KeptPage(String tool, String original, Map<String, @Nullable Object> arguments,
        ReadResourceResult result) {}
