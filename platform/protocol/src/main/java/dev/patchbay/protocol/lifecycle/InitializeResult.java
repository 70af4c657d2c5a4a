package dev.patchbay.protocol.lifecycle;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ServerCapabilities;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's side of the handshake, legacy only. */
public record InitializeResult(String protocolVersion, ServerCapabilities capabilities, Implementation serverInfo,
        @Nullable String instructions, Map<String, Object> meta) implements McpResult {}
