package dev.patchbay.server.command;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.codec.Codec20251125;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.server.running.StatusJson;

/** Results as the protocol writes them, indented, without what is only of interest on the wire. */
final class WireJson {
    private static final ServerCodec CODEC = new Codec20251125().server(Implementation.of("patchbay", "0"));

    private WireJson() {}

    static String of(McpResult result) {
        return StatusJson.text(JsonReader.withDefaults().readObject(CODEC.encodeResult(result)));
    }
}
