package dev.patchbay.catalog;

import java.util.Set;

/** Names that no plugin and no toolset can give, because what is the host's own has them. */
public final class ReservedNames {
    /** Finds tools. */
    public static final String SEARCH_TOOLS = "search_tools";
    /** Shows the definition of a tool. */
    public static final String DESCRIBE_TOOL = "describe_tool";
    /** Calls a tool that only reads. */
    public static final String CALL_READ_TOOL = "call_read_tool";
    /** Calls any tool. */
    public static final String CALL_WRITE_TOOL = "call_write_tool";
    /** All of them. */
    public static final Set<String> TOOLS = Set.of(SEARCH_TOOLS, DESCRIBE_TOOL, CALL_READ_TOOL, CALL_WRITE_TOOL);

    /** The URI scheme under which the host serves the rest of results that were too large. */
    public static final String RESULT_SCHEME = "patchbay-result";

    private ReservedNames() {}
}
