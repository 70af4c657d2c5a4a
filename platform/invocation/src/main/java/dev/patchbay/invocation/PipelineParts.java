package dev.patchbay.invocation;

import dev.patchbay.invocation.budget.ResultBudget;

/**
 * What the pipeline can do without; each part has a default that does nothing.
 *
 * @param listener hears what happens at the stages
 * @param budget how much of a result a client gets at once
 */
public record PipelineParts(PipelineListener listener, ResultBudget budget) {
    /** No part at all. */
    public static final PipelineParts NONE = new PipelineParts(PipelineListener.NONE, ResultBudget.NONE);

    /**
     * Returns these parts with another listener.
     *
     * @param value hears what happens at the stages
     * @return the changed parts
     */
    public PipelineParts withListener(PipelineListener value) {
        return new PipelineParts(value, budget);
    }

    /**
     * Returns these parts with a result budget.
     *
     * @param value how much of a result a client gets at once
     * @return the changed parts
     */
    public PipelineParts withBudget(ResultBudget value) {
        return new PipelineParts(listener, value);
    }
}
