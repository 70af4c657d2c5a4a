package dev.patchbay.invocation.budget;

import dev.patchbay.api.tool.CallToolResult;
import java.util.List;

/** What became of a result that was larger than the budget. */
sealed interface Cut {
    /** All of it fits after all: a text that repeats the structured content is written without indentation. */
    record Whole(CallToolResult result) implements Cut {}

    /**
     * A preview, and what it leaves out.
     *
     * @param preview the result, without the note and the link to the rest
     * @param how what it shows, for people
     * @param rest what comes next, in its order
     * @param apart what links stand for, in their order
     */
    record Preview(CallToolResult preview, String how, List<Part> rest, List<Part.Bytes> apart) implements Cut {}

    /**
     * It cannot be cut so that it still fits the tool's output schema.
     *
     * @param all the whole result
     */
    record Impossible(List<Part> all) implements Cut {}
}
