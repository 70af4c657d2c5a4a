package dev.patchbay.invocation;

import dev.patchbay.invocation.budget.ResultBudget;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.invocation.resilience.Guards;
import java.util.Optional;

/**
 * What the pipeline can do without; each part has a default that does nothing.
 *
 * @param listener hears what happens at the stages
 * @param guards keep plugins that fail from hurting others
 * @param cache keeps results
 * @param budget keeps results as small as each client wants them
 */
public record PipelineParts(PipelineListener listener, Optional<Guards> guards, Optional<ResultCache> cache,
        ResultBudget budget) {
    /** No part at all. */
    public static final PipelineParts NONE = new PipelineParts(PipelineListener.NONE, Optional.empty(),
            Optional.empty(), ResultBudget.NONE);

    /**
     * Returns these parts with another listener.
     *
     * @param value hears what happens at the stages
     * @return the changed parts
     */
    public PipelineParts withListener(PipelineListener value) {
        return new PipelineParts(value, guards, cache, budget);
    }

    /**
     * Returns these parts with guards.
     *
     * @param value keep plugins that fail from hurting others
     * @return the changed parts
     */
    public PipelineParts withGuards(Guards value) {
        return new PipelineParts(listener, Optional.of(value), cache, budget);
    }

    /**
     * Returns these parts with a budget for results.
     *
     * @param value keeps results as small as each client wants them
     * @return the changed parts
     */
    public PipelineParts withBudget(ResultBudget value) {
        return new PipelineParts(listener, guards, cache, value);
    }

    /**
     * Returns these parts with a cache.
     *
     * @param value keeps results
     * @return the changed parts
     */
    public PipelineParts withCache(ResultCache value) {
        return new PipelineParts(listener, guards, Optional.of(value), budget);
    }
}
