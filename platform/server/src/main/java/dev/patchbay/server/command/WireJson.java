package dev.patchbay.server.command;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.codec.RevisionCodec;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.server.running.StatusJson;

/** Results as the protocol writes them, indented, without what is only of interest on the wire. */
final class WireJson {
    private static final ServerCodec CODEC = RevisionCodec.of(Revision.V2025_11_25).orElseThrow()
            .server(Implementation.of("patchbay", "0"));

    private WireJson() {}

    static String of(McpResult result) {
        return StatusJson.text(JsonReader.withDefaults().readObject(CODEC.encodeResult(result)));
    }
}
