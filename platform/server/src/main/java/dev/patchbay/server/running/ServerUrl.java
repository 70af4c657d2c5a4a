package dev.patchbay.server.running;

/** How the MCP endpoint is reached from this machine. */
public final class ServerUrl {
    private ServerUrl() {}

    /**
     * Returns the URL.
     *
     * @param host the address that is listened on
     * @param port the port
     * @return such as {@code http://127.0.0.1:8080/mcp}
     */
    public static String of(String host, int port) {
        return origin(host, port) + "/mcp";
    }

    /**
     * Returns the URL without a path.
     *
     * @param host the address that is listened on
     * @param port the port
     * @return such as {@code http://127.0.0.1:8081}
     */
    public static String origin(String host, int port) {
        String address = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
        return "http://" + address + ":" + port;
    }
}
