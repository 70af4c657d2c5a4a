package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.config.Secret;
import dev.patchbay.broker.Broker;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.host.fixture.PluginJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationSecretsTest {
    private static final String SCHEMA = """
            {"type": "object", "additionalProperties": false, "properties": {
              "url": {"type": "string"},
              "password": {"type": "string", "writeOnly": true, "format": "secret"},
              "more": {"type": "array", "items": {"type": "object", "properties": {
                "token": {"type": "string", "format": "secret"}}}}}}
            """;
    private static final Map<String, Object> PARSED = Map.of("type", "object", "properties",
            Map.of("url", Map.of("type", "string"), "password", Map.of("type", "string", "format", "secret"), "more",
                    Map.of("type", "array", "items", Map.of("type", "object", "properties",
                            Map.of("token", Map.of("type", "string", "format", "secret"))))));

    private final Map<String, String> vault = new ConcurrentHashMap<>(Map.of("crm", "canary-of-crm"));

    private ConfigurationSecrets resolved(Map<String, Object> configuration) {
        return ConfigurationSecrets.resolve(Optional.of(PARSED), configuration,
                name -> Optional.ofNullable(vault.get(name)).map(Secret::of));
    }

    @Test
    void standWhereThePluginExpectsThem() {
        Map<String, Object> configuration = Map.of("url", "http://x", "password", "${secret:crm}", "more",
                List.of(Map.of("token", "Bearer ${secret:crm}")));
        ConfigurationSecrets resolved = resolved(configuration);
        assertThat(resolved.problems()).isEmpty();
        assertThat(resolved.configuration()).containsEntry("url", "http://x").containsEntry("password", "canary-of-crm")
                .containsEntry("more", List.of(Map.of("token", "Bearer canary-of-crm")));
        assertThat(resolved.secret()).containsExactlyInAnyOrder("canary-of-crm", "Bearer canary-of-crm");
        assertThat(resolved.toString()).doesNotContain("canary");
        assertThat(ConfigurationSecrets.mentions(configuration, "crm")).isTrue();
        assertThat(ConfigurationSecrets.mentions(configuration, "cr")).isFalse();
    }

    @Test
    void standNowhereElse() {
        assertThat(resolved(Map.of("url", "http://${secret:crm}@x")).problems()).singleElement().asString()
                .contains("'url' refers to a secret").doesNotContain("canary");
        assertThat(resolved(Map.of("unknown", "${secret:crm}")).problems()).hasSize(1);
    }

    @Test
    void thatAreMissingOrCannotBeReadAreSaid() {
        assertThat(resolved(Map.of("password", "${secret:erp}")).problems()).singleElement().asString()
                .contains("patchbay secret set erp");
        ConfigurationSecrets broken = ConfigurationSecrets.resolve(Optional.of(PARSED),
                Map.of("password", "${secret:crm}"), name -> {
                    throw new IllegalStateException("does not open");
                });
        assertThat(broken.problems()).singleElement().asString().contains("does not open");
    }

    @Test
    void valuesWrittenOutAreSecretToo() {
        assertThat(resolved(Map.of("password", "written-out")).secret()).containsExactly("written-out");
    }

    @Test
    void anInstanceStartsWithItsSecretAndAnewWhenItChanges(@TempDir Path folder) throws Exception {
        SecretSource source = name -> Optional.ofNullable(vault.get(name)).map(Secret::of);
        try (HostFixture fixture = new HostFixture(folder,
                settings -> settings.withInstances(List.of(InstanceSettings.of("crm", "crm")
                        .withConfiguration(Map.of("password", "${secret:crm}")))),
                Approval.ofEverything(), Broker.of(source, Map.of()))) {
            PluginJar.of("crm", "1.0.0").configuration(SCHEMA)
                    .onStart("if (configuration.get(\"password\").equals(\"bad-canary\"))"
                            + " throw new IllegalStateException(\"cannot log in with bad-canary\");")
                    .tool("first", "return CallToolResult.text(String.valueOf("
                            + "((String) configuration.get(\"password\")).charAt(0)));")
                    .writeTo(fixture.jar("crm.jar"));
            fixture.start();
            assertThat(fixture.calling.call("crm_first")).isEqualTo("c");

            vault.put("crm", "other-canary");
            fixture.host.secretChanged("crm");
            HostFixture.eventually().untilAsserted(
                    () -> assertThat(fixture.calling.call("crm_first")).isEqualTo("o"));

            vault.put("crm", "bad-canary");
            fixture.host.secretChanged("crm");
            HostFixture.eventually().untilAsserted(() -> assertThat(fixture.host.report().toString())
                    .contains("cannot log in with ***").doesNotContain("bad-canary"));
            assertThat(fixture.calling.call("crm_first")).isEqualTo("o");
        }
    }
}
