package dev.patchbay.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.broker.datasource.DatasourceSettings;
import dev.patchbay.broker.datasource.DatasourceSettings.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasourceSectionTest {
    @TempDir private Path home;

    private Configuration read(String yaml) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/patchbay.yaml"), yaml);
        return ConfigurationReader.read(home, null, Map.of(), List.of());
    }

    @Test
    void aDatasourceIsReadWithItsPool() throws Exception {
        List<DatasourceSettings> all = read("""
                datasources:
                  orders:
                    url: jdbc:postgresql://db/orders
                    user: patchbay
                    password-secret: orders.password
                    driver: org.postgresql.Driver
                    driver-file: postgresql.jar
                    mode: rw
                    reset: SELECT 1
                    pool:
                      max: 3
                      acquire-timeout: 2s
                      statement-timeout: 1m
                  plain:
                    url: jdbc:h2:mem:x
                    driver: org.h2.Driver
                """).datasources();
        assertThat(all).extracting(DatasourceSettings::name).containsExactly("orders", "plain");
        assertThat(all.getFirst().passwordSecret()).contains("orders.password");
        assertThat(all.getFirst().driverFile()).contains("postgresql.jar");
        assertThat(all.getFirst().write()).isTrue();
        assertThat(all.getFirst().reset()).contains("SELECT 1");
        assertThat(all.getFirst().pool()).isEqualTo(new Pool(3, 3, Duration.ofSeconds(2), Duration.ofMinutes(10),
                Duration.ofMinutes(30), Duration.ofMinutes(1)));
        assertThat(all.getLast().write()).isFalse();
        assertThat(all.getLast().pool()).isEqualTo(Pool.STANDARD);
        assertThat(all.toString()).doesNotContain("jdbc:");
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        ConfigurationException wrong = catchThrowableOfType(ConfigurationException.class, () -> read("""
                datasources:
                  one:
                    url: jdbc:h2:mem:x
                  two:
                    url: http://x
                    driver: x.Driver
                    password: secret
                  three:
                    url: jdbc:h2:mem:x
                    driver: x.Driver
                    mode: write
                    pool:
                      maximum: 3
                      min: 30
                  a b:
                    url: jdbc:h2:mem:x
                    driver: x.Driver
                """));
        assertThat(wrong.problems()).extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains("yaml:2").contains("needs a url"))
                .anySatisfy(text -> assertThat(text).contains("yaml:4").contains("must begin with jdbc:"))
                .anySatisfy(text -> assertThat(text).contains("yaml:7").contains("password-secret"))
                .anySatisfy(text -> assertThat(text).contains("yaml:8").contains("ro or rw"))
                .anySatisfy(text -> assertThat(text).contains("yaml:13").contains("maximum"))
                .anySatisfy(text -> assertThat(text).contains("yaml:8").contains("min from 0 to max"))
                .anySatisfy(text -> assertThat(text).contains("'a b' is no name of a datasource"));
        assertThat(wrong.toString()).doesNotContain("secret:");
    }
}
