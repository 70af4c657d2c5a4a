package dev.patchbay.protocol.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of the MCP headers, and which of them mirrors what. Header names are compared without case. Source: MCP
 * 2026-07-28, Transports, Streamable HTTP, request metadata.
 */
public final class McpHeaders {
    public static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    public static final String METHOD = "Mcp-Method";
    public static final String NAME = "Mcp-Name";
    public static final String PARAM_PREFIX = "Mcp-Param-";
    /** Legacy sessions. */
    public static final String SESSION_ID = "Mcp-Session-Id";
    /** Legacy streams that are taken up again. */
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final Map<String, String> NAMED_BY = Map.of("tools/call", "name", "prompts/get", "name",
            "resources/read", "uri", "tasks/get", "taskId", "tasks/update", "taskId", "tasks/cancel", "taskId");

    private McpHeaders() {}

    /** The member of a method's params that {@link #NAME} repeats, or empty if the method has no such header. */
    public static Optional<String> nameMember(String method) {
        return Optional.ofNullable(NAMED_BY.get(method));
    }

    /**
     * Whether {@link #METHOD} and {@link #NAME} of a modern request agree with its body.
     *
     * @param methodHeader all values of the method header
     * @param nameHeader all values of the name header
     * @return the problem, to be answered with -32020, or empty if they agree
     */
    public static Optional<String> disagreement(String method, Map<String, Object> params, List<String> methodHeader,
            List<String> nameHeader) {
        Optional<String> problem = single(METHOD, methodHeader, method);
        if (problem.isPresent()) {
            return problem;
        }
        String member = NAMED_BY.get(method);
        if (member == null || !(params.get(member) instanceof String name)) {
            // A wrong or missing member is a fault of the params, and told as such.
            return Optional.empty();
        }
        return single(NAME, nameHeader, name);
    }

    private static Optional<String> single(String header, List<String> values, String expected) {
        if (values.isEmpty()) {
            return Optional.of("header " + header + " is missing");
        }
        if (values.size() > 1) {
            return Optional.of("header " + header + " is there more than once");
        }
        Optional<String> value = HeaderValue.decode(values.getFirst());
        if (value.isEmpty()) {
            return Optional.of("header " + header + " is malformed");
        }
        return value.get().equals(expected)
                ? Optional.empty()
                : Optional.of("header " + header + " differs from the body");
    }
}
