package dev.patchbay.server.configuration;

/**
 * Something wrong in the configuration.
 *
 * @param place where: {@code conf/patchbay.yaml:12}, {@code PATCHBAY_MCP_PORT}, {@code --set mcp.port}
 * @param message what, with what to do about it
 */
public record Problem(String place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
