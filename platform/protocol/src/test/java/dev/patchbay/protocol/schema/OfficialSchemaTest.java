package dev.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.protocol.Revision;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OfficialSchemaTest {
    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMissingMemberIsFound() {
        assertThat(OfficialSchema.validate(Revision.V2026_07_28, "CallToolResult", json("{\"content\":[]}")))
                .singleElement().asString().contains("resultType");
        assertThat(OfficialSchema.validate(Revision.V2025_11_25, "CallToolResult", json("{\"content\":[]}")))
                .isEmpty();
    }

    @Test
    void aFaultBehindReferencesIsFound() {
        String result = "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\"}]}";

        assertThat(OfficialSchema.validate(Revision.V2026_07_28, "CallToolResult", json(result))).isNotEmpty();
    }

    @Test
    void anUnknownDefinitionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfficialSchema.validate(Revision.V2025_11_25, "DiscoverResult", json("{}")))
                .withMessageContaining("DiscoverResult");
    }
}
