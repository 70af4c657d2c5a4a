package dev.patchbay.endpoint;

/** Bodies of modern requests. */
final class ModernBody {
    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{%s}%s}";

    private ModernBody() {}

    static String of(String id, String method, String params) {
        return of(id, method, params, "", "");
    }

    /** A request whose client declares capabilities, with more in its _meta. */
    static String of(String id, String method, String params, String capabilities, String meta) {
        String members = params.isEmpty() ? "" : params + ",";
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + members
                + META.formatted(capabilities, meta) + "}}";
    }
}
