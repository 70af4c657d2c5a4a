package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.tool.CallToolResult;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServerInfoTest {
    @Test
    void aModernClientLearnsWhoAnswered() {
        byte[] json = new ModernCodec().server(Samples.FULL_INFO).encodeResult(CallToolResult.text("x"));
        Map<String, Object> meta = Json
                .object(Objects.requireNonNull(JsonReader.withDefaults().readObject(json).get("_meta")));

        assertThat(new ModernCodec().client().serverInfo(meta)).contains(Samples.FULL_INFO);
        assertThat(new ModernCodec().client().serverInfo(Map.of())).isEmpty();
    }
}
