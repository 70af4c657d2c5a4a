package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMetaTest {
    private static final ServerCodec MODERN = new ModernCodec().server(Implementation.of("s", "1"));
    private static final ServerCodec LEGACY = new LegacyCodec(Revision.V2025_11_25).server(Implementation.of("s", "1"));

    private static Map<String, Object> params(Object... keysAndValues) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put(MetaKeys.PROTOCOL_VERSION, "2026-07-28");
        meta.put(MetaKeys.CLIENT_CAPABILITIES, Map.of());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            meta.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Map.of("_meta", meta);
    }

    private static Map<String, Object> without(String key) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put(MetaKeys.PROTOCOL_VERSION, "2026-07-28");
        meta.put(MetaKeys.CLIENT_CAPABILITIES, Map.of());
        meta.remove(key);
        return Map.of("_meta", meta);
    }

    @ParameterizedTest
    @ValueSource(strings = {MetaKeys.PROTOCOL_VERSION, MetaKeys.CLIENT_CAPABILITIES})
    void aRequiredKeyThatIsMissingIsNamed(String key) {
        assertThatExceptionOfType(InvalidParamsException.class).isThrownBy(() -> MODERN.decodeMeta(without(key)))
                .withMessage("params._meta." + key + " is missing");
    }

    @Test
    void modernRequestsNeedMeta() {
        assertThatExceptionOfType(InvalidParamsException.class).isThrownBy(() -> MODERN.decodeMeta(Map.of()))
                .withMessage("params._meta is missing");
    }

    @Test
    void theClientNeedNotSayWhoItIs() {
        RequestMeta meta = MODERN.decodeMeta(params());

        assertThat(meta.clientInfo()).isNull();
        assertThat(meta.clientCapabilities()).isEqualTo(ClientCapabilities.NONE);
        assertThat(meta.logLevel()).isNull();
        assertThat(meta.progressToken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {MetaKeys.PROTOCOL_VERSION, MetaKeys.CLIENT_CAPABILITIES, MetaKeys.CLIENT_INFO,
        MetaKeys.LOG_LEVEL, MetaKeys.PROGRESS_TOKEN, MetaKeys.TRACEPARENT, MetaKeys.TRACESTATE, MetaKeys.BAGGAGE})
    void aKeyOfAWrongTypeIsNamed(String key) {
        assertThatExceptionOfType(InvalidParamsException.class)
                .isThrownBy(() -> MODERN.decodeMeta(params(key, List.of())))
                .withMessageContaining("params._meta." + key);
    }

    @Test
    void anUnknownLogLevelIsRefused() {
        assertThatExceptionOfType(InvalidParamsException.class)
                .isThrownBy(() -> MODERN.decodeMeta(params(MetaKeys.LOG_LEVEL, "loud"))).withMessageContaining("debug");
    }

    static List<Object> tokens() {
        return List.of("a", 1L, new BigInteger("123456789012345678901234567890"));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aProgressTokenIsKeptExactly(Object token) {
        var modern = MODERN.decodeMeta(params(MetaKeys.PROGRESS_TOKEN, token)).progressToken();
        var legacy = LEGACY.decodeMeta(params(MetaKeys.PROGRESS_TOKEN, token)).progressToken();

        assertThat(modern).isNotNull().extracting("value").isEqualTo(token);
        assertThat(legacy).isNotNull().extracting("value").isEqualTo(token);
    }

    @Test
    void anEmptyElicitationCapabilityMeansForms() {
        ClientCapabilities capabilities = MODERN
                .decodeMeta(params(MetaKeys.CLIENT_CAPABILITIES, Map.of("elicitation", Map.of())))
                .clientCapabilities();

        assertThat(capabilities.asksForms()).isTrue();
        assertThat(capabilities.opensUrls()).isFalse();
    }

    @Test
    void anElicitationCapabilityWithUrlOnlyHasNoForms() {
        ClientCapabilities capabilities = MODERN
                .decodeMeta(params(MetaKeys.CLIENT_CAPABILITIES, Map.of("elicitation", Map.of("url", Map.of()))))
                .clientCapabilities();

        assertThat(capabilities.asksForms()).isFalse();
        assertThat(capabilities.opensUrls()).isTrue();
        assertThat(capabilities.toJson()).isEqualTo(Map.of("elicitation", Map.of("url", Map.of())));
    }

    @Test
    void theClaimAloneMakesARequestModern() {
        assertThat(RequestMeta.claimedVersion(params())).contains("2026-07-28");
        assertThat(RequestMeta.claimedVersion(params(MetaKeys.PROTOCOL_VERSION, 5L))).contains("");
        assertThat(RequestMeta.claimedVersion(without(MetaKeys.PROTOCOL_VERSION))).isEmpty();
        assertThat(RequestMeta.claimedVersion(Map.of("_meta", "x"))).isEmpty();
        assertThat(RequestMeta.claimedVersion(Map.of())).isEmpty();
    }
}
