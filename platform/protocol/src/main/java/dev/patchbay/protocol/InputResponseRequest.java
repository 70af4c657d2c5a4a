package dev.patchbay.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose answer may be an input-required result: calling a tool, reading a resource, getting a prompt. */
public interface InputResponseRequest extends ClientRequest {
    /** Answers to the questions of the round before, by key, not looked at yet; empty in the first round. */
    Map<String, Map<String, Object>> inputResponses();

    /** What the input-required result carried; null in the first round. */
    @Nullable
    String requestState();

    /** The same request in its next round. */
    InputResponseRequest withAnswers(Map<String, Map<String, Object>> inputResponses, @Nullable String requestState);
}
