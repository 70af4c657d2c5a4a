package dev.patchbay.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandedSecretsTest {
    private static final String VALUE = "p\u00e4ss w\u00f6rd/+&\"7\"";

    private final HandedSecrets secrets = new HandedSecrets(3);

    @Test
    void lookAtNothingUntilSomethingWasHanded() {
        String text = "some " + VALUE;
        assertThat(secrets.isEmpty()).isTrue();
        assertThat(secrets.hidden(text)).isSameAs(text);
        HandedSecrets.NONE.add(VALUE);
        assertThat(HandedSecrets.NONE.isEmpty()).isTrue();
    }

    @Test
    void hideEveryFormOfAValue() {
        secrets.add(VALUE);
        byte[] bytes = VALUE.getBytes(StandardCharsets.UTF_8);
        for (String form : List.of(VALUE, Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes), HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes), URLEncoder.encode(VALUE, StandardCharsets.UTF_8),
                URLEncoder.encode(VALUE, StandardCharsets.UTF_8).replace("+", "%20"),
                VALUE.replace("\"", "\\\""))) {
            assertThat(secrets.hidden("a " + form + " b " + form + ".")).as(form)
                    .matches("a \\*\\*\\*=* b \\*\\*\\*=*\\.");
        }
        assertThat(secrets.hidden("nothing")).isEqualTo("nothing");
        assertThat(secrets).hasToString("HandedSecrets[***]");
    }

    @Test
    void hideTheLinesOfAKey() {
        secrets.add("-----BEGIN KEY-----\nabcdefghijklmnopqrst\nuvwxyzabcdefghijklmn\n-----END KEY-----\n");
        assertThat(secrets.hidden("bad line uvwxyzabcdefghijklmn in -----BEGIN KEY-----"))
                .isEqualTo("bad line *** in -----BEGIN KEY-----");
    }

    @Test
    void leaveShortValuesAndForgetTheOldest() {
        secrets.add("abc");
        assertThat(secrets.isEmpty()).isTrue();
        List.of("first-value", "second-value", "third-value", "fourth-value").forEach(secrets::add);
        secrets.add("fourth-value");
        assertThat(secrets.hidden("first-value second-value fourth-value")).isEqualTo("first-value *** ***");
    }

    @Test
    void hideInAllOfATreeAndCopyOnlyWhatChanges() {
        secrets.add(VALUE);
        Map<String, Object> clean = Map.of("a", List.of(1L, true, "x"), "b", Map.of("c", "d"));
        assertThat(secrets.hiddenIn(clean)).isSameAs(clean);
        Map<String, Object> tree = Map.of("a", Arrays.asList(1L, null, Map.of("k " + VALUE, 5L)), "b", VALUE);
        assertThat(secrets.hiddenIn(tree))
                .isEqualTo(Map.of("a", Arrays.asList(1L, null, Map.of("k ***", 5L)), "b", "***"));
        assertThat(secrets.hiddenIn(null)).isNull();
    }
}
