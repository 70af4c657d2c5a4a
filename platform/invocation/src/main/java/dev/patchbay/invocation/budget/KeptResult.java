package dev.patchbay.invocation.budget;

import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.tool.CallToolResult;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a result, in pages. Holds nothing of the tool itself, whose plugin may go.
 *
 * @param id unguessable
 * @param owner the id of the client that may read it
 * @param tool the tool that was called, as the client named it
 * @param original the tool as the catalog named it
 * @param arguments the arguments as the client sent them
 * @param pages the contents of each page by the last part of its URI
 * @param bytes about how much memory it takes
 * @param expiresAt until when it is kept
 * @param source what was cut
 */
record KeptResult(String id, String owner, String tool, String original, Map<String, @Nullable Object> arguments,
        Map<String, List<ResourceContents>> pages, long bytes, Instant expiresAt, Source source) {
    /**
     * What was cut, so that it is not cut again when the same result comes again, as from a cache.
     *
     * @param whole the whole result, as long as somebody else holds it
     * @param budget what it was cut to
     * @param given what the client got of it
     * @param what what became of it
     */
    record Source(WeakReference<CallToolResult> whole, Budget budget, CallToolResult given, String what) {}
}
