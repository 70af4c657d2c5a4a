package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.host.runtime.PoolSettings;
import dev.patchbay.invocation.resilience.InstancePolicy;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import dev.patchbay.invocation.resilience.ToolPolicy;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardsOfConfigurationTest {
    @TempDir private Path home;

    private Configuration read(String yaml, Map<String, String> environment) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/patchbay.yaml"), yaml);
        return ConfigurationReader.read(home, null, environment, List.of());
    }

    @Test
    void withoutASettingTheDocumentedDefaultsHold() throws Exception {
        Configuration plain = read("", Map.of());
        assertThat(GuardsOfConfiguration.settings(plain)).isEqualTo(ResilienceSettings.STANDARD);
        PoolSettings pool = GuardsOfConfiguration.pool(plain);
        assertThat(pool).isEqualTo(PoolSettings.defaults().withWakes(pool.wakes()));
        assertThat(PoolSettings.defaults()).extracting(PoolSettings::threads, PoolSettings::queue)
                .containsExactly(16, 64);
    }

    @Test
    void allInstancesFollowTheServerWhereTheySayNothing() throws Exception {
        Configuration configuration = read("""
                resilience:
                  breaker-failures: 3
                  retries: 1
                instances:
                  github:
                    resilience:
                      retries: 2
                """, Map.of("PATCHBAY_RESILIENCE_BREAKER_OPEN", "10s"));
        ResilienceSettings settings = GuardsOfConfiguration.settings(configuration);
        ToolPolicy plain = ToolPolicy.STANDARD.withBreaker(3, Duration.ofSeconds(10), 5).withRetries(1,
                Duration.ofSeconds(1));
        assertThat(settings.instance("notes").tool("any")).isEqualTo(plain);
        assertThat(settings.instance("github").tool("any")).isEqualTo(plain.withRetries(2, Duration.ofSeconds(1)));
    }

    @Test
    void anInstanceAndItsToolsHaveTheirOwn() throws Exception {
        Configuration configuration = read("""
                instances:
                  github:
                    resilience:
                      running: 8
                      waiting: 32
                      deadline: 20s
                      breaker-plugin-failures: 7
                      quarantine-faults: 0
                      tools:
                        search_code:
                          running: 2
                          waiting: 4
                          deadline: 10s
                          breaker-failures: 0
                          fallback: gitlab_search
                """, Map.of());
        InstancePolicy policy = GuardsOfConfiguration.settings(configuration).instance("github");
        assertThat(policy.deadline()).contains(Duration.ofSeconds(20));
        assertThat(policy.failures()).isEqualTo(7);
        assertThat(policy.quarantineFaults()).isZero();
        assertThat(policy.tool("other")).isEqualTo(ToolPolicy.STANDARD);
        assertThat(policy.tool("search_code")).isEqualTo(ToolPolicy.STANDARD.withBounds(2, 4)
                .withDeadline(Duration.ofSeconds(10)).withBreaker(0, Duration.ofSeconds(60), 5)
                .withFallback("gitlab_search"));
        PoolSettings pool = GuardsOfConfiguration.pool(configuration, configuration.instances().getFirst());
        assertThat(pool.threads()).isEqualTo(8);
        assertThat(pool.queue()).isEqualTo(32);
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        ConfigurationException wrong = catchThrowableOfType(ConfigurationException.class, () -> read("""
                instances:
                  github:
                    resilience:
                      runing: 8
                      waiting: many
                      tools:
                        search_code:
                          fallbak: x
                """, Map.of()));
        assertThat(wrong.problems()).extracting(Object::toString)
                .anySatisfy(text -> assertThat(text).contains(":4", "'runing'", "running"))
                .anySatisfy(text -> assertThat(text).contains(":5", "waiting"))
                .anySatisfy(text -> assertThat(text).contains(":8", "'fallbak'", "fallback"));
    }
}
