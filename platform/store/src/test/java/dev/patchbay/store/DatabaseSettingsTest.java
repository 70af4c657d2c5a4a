package dev.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
    private static DatabaseSettings server(String url) {
        return DatabaseSettings.server(url, "patchbay", "canary");
    }

    @Test
    void havePoolOfTheRequirement() {
        PoolSettings pool = DatabaseSettings.inFolder(Path.of("data")).pool();
        assertThat(pool).isEqualTo(new PoolSettings(20, 5, Duration.ofSeconds(30), Duration.ofMinutes(10)));
    }

    @Test
    void putAnEmbeddedDatabaseIntoTheDataFolder() {
        DatabaseSettings settings = DatabaseSettings.inFolder(Path.of("data"));
        assertThat(settings.engine()).isEqualTo(DatabaseSettings.Engine.H2);
        assertThat(settings.folder()).contains(Path.of("data/database").toAbsolutePath());
        assertThat(settings.url()).contains("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE").doesNotContain("AUTO_SERVER");
    }

    @Test
    void refuseAFolderThatWouldAddOptions() {
        assertThatThrownBy(() -> DatabaseSettings.inFolder(Path.of("data;INIT=RUNSCRIPT FROM 'http://127.0.0.1/'")))
                .isInstanceOf(BadSettingsException.class).hasMessageContaining("another folder");
    }

    @Test
    void takeAServer() {
        DatabaseSettings settings = server("jdbc:postgresql://db.example:5433/patchbay?currentSchema=a%20b");
        assertThat(settings.engine()).isEqualTo(DatabaseSettings.Engine.POSTGRESQL);
        assertThat(settings.url()).isEqualTo("jdbc:postgresql://db.example:5433/patchbay");
        assertThat(settings.properties()).containsEntry("currentSchema", "a b")
                .containsEntry("logServerErrorDetail", "false");
        assertThat(settings.folder()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"jdbc:postgresql://db.example/p, verify-full",
        "jdbc:postgresql://db.example/p?sslmode=disable, disable",
        "jdbc:postgresql://127.0.0.1/p,", "jdbc:postgresql://localhost:5432/p,", "'jdbc:postgresql://[::1]:1/p',",
        "'jdbc:postgresql://localhost,db.example:1/p', verify-full"})
    void encryptToOtherMachinesUnlessToldOtherwise(String url, String mode) {
        assertThat(server(url).properties().get("sslmode")).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://127.0.0.1/x'", "jdbc:mysql://h/p", "",
        "postgresql://h/p",
        "jdbc:postgresql:patchbay", "jdbc:postgresql://h", "jdbc:postgresql://h/", "jdbc:postgresql://h:x/p",
        "jdbc:postgresql:///p", "jdbc:postgresql://h/p/q", "jdbc:postgresql://h/p;x"})
    void refuseOtherUrls(String url) {
        assertThatThrownBy(() -> server(url)).isInstanceOf(BadSettingsException.class)
                .hasMessageContaining("jdbc:postgresql://db.example:5432/patchbay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
        "socketFactoryArg=http://127.0.0.1/", "sslfactory=x", "sslhostnameverifier=x", "sslpasswordcallback=x",
        "loggerFile=x.jsp", "loggerLevel=TRACE", "authenticationPluginClassName=x", "xmlFactoryFactory=x",
        "jaasApplicationName=x", "service=x", "options=-c%20fsync=off", "SSLMODE=disable", "sslmode",
        "sslmode=require&sslmode=disable", "logServerErrorDetail=true", "sslmode=%zz", "%73ocketFactory=x"})
    void refuseOptionsThatLoadClassesOrWriteFilesOrMakeNoSense(String option) {
        assertThatThrownBy(() -> server("jdbc:postgresql://localhost/p?" + option))
                .isInstanceOf(BadSettingsException.class).hasMessageContaining("database_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://bob:canary@h/p", "jdbc:postgresql://h/p?user=bob&password=canary",
        "jdbc:postgresql://h/p?PassWord=canary", "jdbc:postgresql://h/p?x=canary", "jdbc:x:canary"})
    void neverRepeatASecret(String url) {
        assertThatThrownBy(() -> DatabaseSettings.server(url, "bob", "x")).isInstanceOf(BadSettingsException.class)
                .satisfies(e -> assertThat(DatabaseTest.stackTrace(e)).doesNotContain("canary"));
    }

    @Test
    void neverShowThePassword() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        DatabaseSettings settings = server("jdbc:postgresql://127.0.0.1:" + port + "/p");
        assertThat(settings.toString()).isEqualTo("PostgreSQL at jdbc:postgresql://127.0.0.1:" + port + "/p");
        assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(BadSettingsException.class)
                .hasMessageContaining("cannot be opened").hasMessageContaining("127.0.0.1:" + port)
                .satisfies(e -> assertThat(DatabaseTest.stackTrace(e)).doesNotContain("canary"));
    }

    @Test
    void tellThatTheUserIsMissing() {
        assertThatThrownBy(() -> DatabaseSettings.server("jdbc:postgresql://localhost/p", " ", ""))
                .hasMessageContaining("database_user");
    }

    @Test
    void refuseAPoolOutOfRange() {
        Duration second = Duration.ofSeconds(1);
        Duration minute = Duration.ofMinutes(1);
        assertThatThrownBy(() -> new PoolSettings(1, 0, second, minute)).hasMessageContaining("max is 1");
        assertThatThrownBy(() -> new PoolSettings(5, 6, second, minute)).hasMessageContaining("min is 6");
        assertThatThrownBy(() -> new PoolSettings(5, 5, Duration.ofMillis(249), minute))
                .hasMessageContaining("acquire is 249 ms");
        assertThatThrownBy(() -> new PoolSettings(5, 5, second, Duration.ofDays(2))).hasMessageContaining("idle");
    }
}
