package dev.patchbay.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.rpc.RequestId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeScanTest {
    private static EnvelopeScan scan(String text) {
        return EnvelopeScan.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":7,\"method\":\"a\"}", "{ \"method\" : \"a\" , \"id\" : 7 }",
        "{\"params\":{\"id\":1,\"x\":[{\"id\":2}],\"t\":\"\\\"id\\\":3,{[\"},\"method\":\"a\",\"id\":7}",
        "{\"\\\\\":\"\\\\\",\"method\":\"id\",\"id\":7\n}"})
    void theIdOfTheMessageIsFoundWhateverIsInIt(String message) {
        assertThat(scan(message).id()).contains(RequestId.of(7));
        assertThat(scan(message).hasMethod()).isTrue();
    }

    @Test
    void idsAreTakenAsTheyAre() {
        assertThat(scan("{\"id\":\"a,}\\\"b\",\"result\":{}}").id()).contains(RequestId.of("a,}\"b"));
        assertThat(scan("{\"id\":null,\"result\":{}}").id()).isEmpty();
        assertThat(scan("{\"id\":{\"id\":4},\"result\":{}}").id()).isEmpty();
        assertThat(scan("{\"id\":\"" + "x".repeat(2000) + "\"}").id()).isEmpty();
        assertThat(scan("[{\"id\":4}]").id()).isEmpty();
    }

    @Test
    void aResponseHasNoMethodAlsoIfItsResultHas() {
        assertThat(scan("{\"id\":1,\"result\":{\"method\":\"a\",\"x\":\"method\"}}").hasMethod()).isFalse();
        assertThat(scan("{\"id\":1,\"result\":{\"a\":1},\"methods\":2}").hasMethod()).isFalse();
    }

    @Test
    void piecesOfAMessageAreReadLikeTheWhole() {
        byte[] message = "{\"params\":{\"t\":\"ü\\\"id\"},\"id\":\"ab\",\"method\":\"m\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= message.length; cut++) {
            EnvelopeScan scan = new EnvelopeScan();
            scan.accept(message, 0, cut);
            scan.accept(message, cut, message.length);
            assertThat(scan.id()).as("cut at %s", cut).contains(RequestId.of("ab"));
            assertThat(scan.hasMethod()).isTrue();
        }
    }
}
