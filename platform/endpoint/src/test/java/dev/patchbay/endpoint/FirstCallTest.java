package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shortest way from a client to a tool and back. */
class FirstCallTest {
    private final TestEndpoint server = new TestEndpoint();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientDiscoversTheServer() throws Exception {
        TestEndpoint.Answer answer = server.send(server.modern("server/discover", ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.result()).containsEntry("supportedVersions", List.of("2026-07-28"))
                .containsEntry("instructions", "Use it well.").containsEntry("cacheScope", "public")
                .containsEntry("resultType", "complete").doesNotContainKey("serverInfo");
    }

    @Test
    void aClientListsAndCallsATool() throws Exception {
        server.catalog.tool("echo");

        TestEndpoint.Answer list = server.send(server.modern("tools/list", ""));
        TestEndpoint.Answer call = server
                .send(server.modern("\"a\"", "tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}"));

        assertThat(list.result().get("tools")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThat(call.json()).containsEntry("id", "a");
        assertThat(call.text()).isEqualTo("hi");
    }
}
