package dev.patchbay.invocation;

/**
 * What the pipeline can do without; each part has a default that does nothing.
 *
 * @param listener hears what happens at the stages
 */
public record PipelineParts(PipelineListener listener) {
    /** No part at all. */
    public static final PipelineParts NONE = new PipelineParts(PipelineListener.NONE);

    /**
     * Returns these parts with another listener.
     *
     * @param value hears what happens at the stages
     * @return the changed parts
     */
    public PipelineParts withListener(PipelineListener value) {
        return new PipelineParts(value);
    }
}
