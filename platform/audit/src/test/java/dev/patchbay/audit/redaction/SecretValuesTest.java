package dev.patchbay.audit.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretValuesTest {
    private final SecretNames names = new SecretNames();
    private final SecretValues values = new SecretValues(names);

    /** Put together here, so that no scanner of sources takes them for real. */
    static List<String> secrets() {
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
        String signed = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiJhbm5hIn0" + ".c2lnbmF0dXJl";
        return List.of("Bearer abc", "bearer " + letters, "see Authorization: x1", "send bearer " + letters + " along",
                "Basic " + Base64.getEncoder()
                        .encodeToString("anna:sesame".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                signed, "token is " + signed,
                "eyJhbGciOiJub25lIn0" + ".eyJzdWIiOiJhIn0" + ".", "AKIA" + "ABCDEFGHIJKLMNOP",
                "ASIA" + "ABCDEFGHIJKLMNOP", "ghp_" + letters, "gho_" + letters, "github_pat_" + letters,
                "glpat-" + letters, "xoxb-" + letters, "xapp-1-" + letters, "sk-" + letters, "sk_live_" + letters,
                "AIza" + letters, "npm_" + letters, "hf_" + letters, "ya29." + letters,
                "-----BEGIN " + "PRIVATE KEY-----\nMIIE", "x\n-----BEGIN RSA " + "PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH " + "PRIVATE KEY-----", "https://anna:sesame@example.com/",
                "postgres://u:p@host/db", "jdbc:x?user=a&password=b", "Server=x;Pwd=hunter2", "{\"password\":\"x\"}",
                "{\\\"api_key\\\": \\\"x\\\"}", "Cookie: a=b", "X-Api-Key: k", "https://x/?access_token=abc",
                "k_anna." + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void knowsASecretByItsForm(String secret) {
        assertThat(values.looksSecret(secret)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "a basic idea", "Basic rules of chess", "bearer of bad news", "eyJ", "eyJabc",
        "the password is what you need", "my-task-list-for-the-next-week", "disk-full-and-nothing-to-do-now",
        "https://example.com/a?b=c&d=e#f", "mailto:anna@example.com", "12:30", "SELECT a FROM b WHERE c = 'd'",
        "550e8400-e29b-41d4-a716-446655440000", "AKIA", "C:\\Users\\x", "-----BEGIN CERTIFICATE-----",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "risk-assessment-of-a-company-that-is",
        "a=b", "key: value", "https://user@example.com/x:y@z"})
    void leavesOrdinaryTextAlone(String text) {
        assertThat(values.looksSecret(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord", "user_password", "passwd", "DB-PASSWD", "secret", "clientSecret",
        "token", "access_token", "accessToken", "X-Auth-Token", "api_key", "apiKey", "API-KEY", "x-api-key",
        "authorization", "Authorization", "credential", "awsCredentials", "cookie", "Set-Cookie", "private_key",
        "privateKey", "PRIVATE-KEY", "secret access key", "passphrase", "pwd", "pin", "otp", "ｐａｓｓｗｏｒｄ"})
    void knowsASecretByItsName(String name) {
        assertThat(names.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "path", "query", "keyboard", "key", "author", "passenger", "spin", "description",
        "compass", "monkey"})
    void leavesOrdinaryNamesAlone(String name) {
        assertThat(names.isSecret(name)).isFalse();
    }

    @Test
    void takesNoTimeForHostileText() {
        long before = System.nanoTime();
        for (String text : List.of("eyJ".repeat(1400), "eyJ-".repeat(1000), ":=".repeat(2000), "=\"".repeat(2000),
                "bearer ".repeat(600), "-----BEGIN ".repeat(370), "://".repeat(1300), "://a:".repeat(800),
                "ghp_".repeat(1000), "basic A".repeat(500))) {
            for (int i = 0; i < 100; i++) {
                values.looksSecret(text);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void remembersABoundedNumberOfNames() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(names.isSecret("name" + i)).isFalse();
        }
        assertThat(names.isSecret("token1")).isTrue();
        assertThat(names.isSecret("x".repeat(100_000) + "password")).isTrue();
        assertThat(names.isSecret("password" + "x".repeat(100_000))).isTrue();
    }
}
