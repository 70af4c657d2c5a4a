package dev.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Flyway wrote down is believed only as long as Flyway itself would find nothing to do and nothing wrong. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class AppliedMigrationsTest {
    private final DatabaseSettings settings;
    private final HikariDataSource pool;

    AppliedMigrationsTest(TestEngine engine) {
        settings = engine.newDatabase();
        pool = Pool.open(settings);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void theTablesOfThisVersionAreCurrent() {
        assertThat(AppliedMigrations.version(pool)).isEmpty();
        int version = Migrations.run(settings, pool);
        assertThat(AppliedMigrations.version(pool)).hasValue(version);
        assertThat(Migrations.run(settings, pool)).isEqualTo(version);
    }

    @Test
    void theLastMigrationIsTheLastOfTheFolder() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(Migrations.class.getResource(Migrations.FOLDER)).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<String> scripts = files.map(file -> file.getFileName().toString())
                    .sorted(Comparator.comparingInt(AppliedMigrationsTest::number)).toList();
            assertThat(scripts.getLast()).isEqualTo(AppliedMigrations.LAST);
            assertThat(scripts).extracting(AppliedMigrationsTest::number)
                    .containsExactlyElementsOf(Stream.iterate(1, n -> n + 1).limit(scripts.size()).toList());
        }
    }

    @Test
    void aMigrationThatIsNotThereYetIsRun() throws Exception {
        int version = Migrations.run(settings, pool);
        change("DELETE FROM \"patchbay_schema\" WHERE \"version\" = '" + version + "'");
        change("ALTER TABLE client DROP COLUMN max_result_tokens");
        assertThat(AppliedMigrations.version(pool)).isEmpty();
        assertThat(Migrations.run(settings, pool)).isEqualTo(version);
        change("UPDATE client SET max_result_tokens = 1");
    }

    @Test
    void aMigrationThatWasChangedSinceIsFlywaysToRefuse() throws Exception {
        Migrations.run(settings, pool);
        change("UPDATE \"patchbay_schema\" SET \"checksum\" = 1 WHERE \"version\" = '2'");
        assertThat(AppliedMigrations.version(pool)).isEmpty();
        assertThatThrownBy(() -> Migrations.run(settings, pool)).isInstanceOf(BadSettingsException.class)
                .hasMessageContaining("Validate failed");
    }

    @Test
    void aMigrationThatFailedIsFlywaysToRefuse() throws Exception {
        Migrations.run(settings, pool);
        change("UPDATE \"patchbay_schema\" SET \"success\" = FALSE WHERE \"version\" = '3'");
        assertThat(AppliedMigrations.version(pool)).isEmpty();
        assertThatThrownBy(() -> Migrations.run(settings, pool)).isInstanceOf(BadSettingsException.class)
                .hasMessageContaining("failed");
    }

    private void change(String sql) throws Exception {
        try (var connection = pool.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(String script) {
        return Integer.parseInt(script.substring(1, script.indexOf("__")));
    }
}
