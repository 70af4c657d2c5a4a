package dev.patchbay.catalog.search;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handler of the tools that stand for calls of other tools. The pipeline puts the other tool in place of it at the
 * head of a call, so that all decisions, limits and records are about that one; this code itself never runs.
 *
 * <p>Threads: any.
 */
public enum Forward implements ToolHandler {
    /** Calls only what is declared read-only, so that a client's user can let it run without being asked. */
    READ {
        @Override
        public boolean takes(ToolTraits traits) {
            return traits.readOnly();
        }
    },
    /** Calls everything. */
    WRITE {
        @Override
        public boolean takes(ToolTraits traits) {
            return true;
        }
    };

    static final String NAME = "name";
    static final String ARGUMENTS = "arguments";

    /**
     * Returns whether a tool can be called through this one.
     *
     * @param traits what its plugin declares about it
     * @return whether it can
     */
    public abstract boolean takes(ToolTraits traits);

    /**
     * Returns which tool is to be called.
     *
     * @param arguments arguments that conform to the input schema
     * @return its name as the client sees it
     */
    public static String innerName(Map<String, ? extends @Nullable Object> arguments) {
        return (String) Objects.requireNonNull(arguments.get(NAME), "the schema requires it");
    }

    /**
     * Returns the arguments of the tool that is to be called.
     *
     * @param arguments arguments that conform to the input schema
     * @return its arguments, empty if there are none
     */
    @SuppressWarnings("unchecked") // the schema says it is an object, and objects have string keys
    public static Map<String, @Nullable Object> innerArguments(Map<String, ? extends @Nullable Object> arguments) {
        Object inner = arguments.get(ARGUMENTS);
        return inner == null ? Map.of() : (Map<String, @Nullable Object>) inner;
    }

    @Override
    public CallToolResult call(Call call) {
        throw new IllegalStateException("The pipeline calls the other tool instead");
    }
}
