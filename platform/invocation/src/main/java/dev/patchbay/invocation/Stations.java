package dev.patchbay.invocation;

import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.invocation.resilience.Guards;
import org.jspecify.annotations.Nullable;

/**
 * What every call passes on its way to its plugin.
 *
 * @param authorizer decides who sees and may call what
 * @param limiter counts calls
 * @param audit records calls
 * @param options the limits
 * @param parts what the pipeline can do without
 */
record Stations(Authorizer authorizer, Limiter limiter, AuditTrail audit, PipelineOptions options,
        PipelineParts parts) {
    PipelineListener listener() {
        return parts.listener();
    }

    @Nullable
    Guards guards() {
        return parts.guards().orElse(null);
    }

    @Nullable
    ResultCache cache() {
        return parts.cache().orElse(null);
    }
}
