package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.host.loader.InstanceLoaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTest {
    private static final String SEE = """
            StringBuilder seen = new StringBuilder();
            for (String name : new String[] {"dev.patchbay.host.PluginHost", "dev.patchbay.catalog.Catalog",
                    "org.pf4j.Plugin", "org.slf4j.Logger", "tools.jackson.databind.json.JsonMapper",
                    "org.junit.jupiter.api.Test", "java.sql.Driver", "dev.patchbay.api.Contributions",
                    "org.jspecify.annotations.Nullable"}) {
                try {
                    Class.forName(name);
                    seen.append(name.substring(name.lastIndexOf('.') + 1)).append(' ');
                } catch (ClassNotFoundException e) {
                    seen.append("- ");
                }
            }
            return CallToolResult.text(seen.toString());""";

    @TempDir private Path folder;

    private Path library(String name, String version) {
        try {
            return Files.write(folder.resolve(name + version + ".jar"), PluginJar.libraryOf("shared.Shared",
                    "package shared; public class Shared { public static int count; public static String version() {"
                            + " count++; return \"" + version + " \" + count; } }"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PluginJar using(String id, String version) {
        return PluginJar.of(id, "1.0.0").library("shared.jar", library(id, version)).tool(id,
                "return CallToolResult.text(shared.Shared.version());");
    }

    @Test
    void seesTheJdkAndTheApiAndNothingElse() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("see", "1.0.0").tool("see", SEE).writeTo(fixture.jar("see.jar"));
            fixture.start();
            assertThat(fixture.calling.call("see")).isEqualTo("- - - - - - Driver Contributions Nullable ");
        }
    }

    @Test
    void letsPluginsCarryDifferentVersionsOfALibrary() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            using("one", "1").writeTo(fixture.jar("one.jar"));
            using("two", "2").writeTo(fixture.jar("two.jar"));
            fixture.start();
            assertThat(fixture.calling.call("one")).isEqualTo("1 1");
            assertThat(fixture.calling.call("two")).isEqualTo("2 1");
            assertThat(fixture.calling.call("one")).isEqualTo("1 2");
        }
    }

    @Test
    void givesEveryInstanceItsOwnStatics() throws Exception {
        List<InstanceSettings> instances = List.of(InstanceSettings.of("first", "one"), InstanceSettings.of("second",
                "one").withNamespace("s"));
        try (HostFixture fixture = new HostFixture(folder, settings -> settings.withInstances(instances))) {
            using("one", "1").writeTo(fixture.jar("one.jar"));
            fixture.start();
            assertThat(fixture.calling.call("first_one")).isEqualTo("1 1");
            assertThat(fixture.calling.call("first_one")).isEqualTo("1 2");
            assertThat(fixture.calling.call("s_one")).isEqualTo("1 1");
        }
    }

    @Test
    void refusesOneInstanceWithAWrongConfigurationAndServesTheOther() throws Exception {
        String schema = "{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\"}},\"additionalProperties\":false}";
        List<InstanceSettings> instances = List.of(
                InstanceSettings.of("right", "one").withConfiguration(Map.of("size", 3L)),
                InstanceSettings.of("wrong", "one").withConfiguration(Map.of("sise", "much", "size", "big")));
        try (HostFixture fixture = new HostFixture(folder, settings -> settings.withInstances(instances))) {
            PluginJar.of("one", "1.0.0").configuration(schema)
                    .tool("size", "return CallToolResult.text(String.valueOf(configuration.get(\"size\")));")
                    .writeTo(fixture.jar("one.jar"));
            fixture.start();
            assertThat(fixture.calling.call("right_size")).isEqualTo("3");
            assertThat(fixture.instance("wrong").state()).isEqualTo(PluginState.FAILED);
            assertThat(fixture.instance("wrong").cause()).hasValueSatisfying(cause -> assertThat(cause)
                    .contains("the configuration of instance wrong is not right", "did you mean 'size'?", "'size'"));
            assertThat(fixture.plugin("one.jar").state()).isEqualTo(PluginState.STARTED);
        }
    }

    @Test
    void runsCodeWithThePluginsLoaderAndTellsWhoseItIs() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("who", "1.0.0").tool("who", """
                    Thread thread = Thread.currentThread();
                    boolean own = thread.getContextClassLoader() == Glue.class.getClassLoader();
                    return CallToolResult.text(own + " " + Glue.class.getClassLoader().getName() + " " + thread.isVirtual());
                    """).writeTo(fixture.jar("who.jar"));
            fixture.start();
            assertThat(fixture.calling.call("who")).isEqualTo("true who@1.0.0 false");
            ClassLoader loader = fixture.registry.current().tool("who").orElseThrow().handler().getClass()
                    .getClassLoader();
            assertThat(InstanceLoaders.instance(loader)).contains("who");
            assertThat(InstanceLoaders.instance(new ClassLoader(loader) {})).contains("who");
            assertThat(InstanceLoaders.instance(IsolationTest.class.getClassLoader())).isEmpty();
            assertThat(InstanceLoaders.instance(null)).isEmpty();
        }
    }

    @Test
    void registersJdbcDriversForEveryPluginAndTakesThemBack() throws Exception {
        String driver = """
                package db;
                import java.sql.*;
                public class TestDriver implements Driver {
                    static { try { DriverManager.registerDriver(new TestDriver()); } catch (SQLException e) { throw new Error(e); } }
                    public Connection connect(String url, java.util.Properties info) { return null; }
                    public boolean acceptsURL(String url) { return url.startsWith("jdbc:testing:"); }
                    public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) { return null; }
                    public int getMajorVersion() { return 1; }
                    public int getMinorVersion() { return 0; }
                    public boolean jdbcCompliant() { return false; }
                    public java.util.logging.Logger getParentLogger() { return null; }
                }
                """;
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            for (String id : List.of("one", "two")) {
                PluginJar.of(id, "1.0.0").source("db.TestDriver", driver)
                        .entry("META-INF/services/java.sql.Driver", "db.TestDriver".getBytes(StandardCharsets.UTF_8))
                        .tool(id, "return CallToolResult.text(java.sql.DriverManager.getDriver(\"jdbc:testing:x\")"
                                + ".getClass().getName());")
                        .writeTo(fixture.jar(id + ".jar"));
            }
            fixture.start();
            assertThat(fixture.calling.call("one")).isEqualTo("db.TestDriver");
            assertThat(fixture.calling.call("two")).isEqualTo("db.TestDriver");
            Files.delete(fixture.jar("one.jar"));
            HostFixture.eventually().untilAsserted(() -> {
                System.gc();
                assertThat(fixture.host.report().closedLoaders()).isZero();
                assertThat(fixture.host.report().instance("one")).isEmpty();
            });
            assertThat(fixture.calling.call("two")).isEqualTo("db.TestDriver");
        }
        assertThat(Collections.list(DriverManager.getDrivers())).extracting(Driver::getClass).extracting(Class::getName)
                .doesNotContain("db.TestDriver");
    }

    @Test
    void letsGoOfAPluginThatStartedThreadsOfItsOwn() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("busy", "1.0.0").member("static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();")
                    .tool("busy", """
                            LOCAL.set(new Glue());
                            Runnable sleep = () -> {
                                LOCAL.set(new Glue());
                                try { Thread.sleep(1_000_000); } catch (InterruptedException e) { }
                            };
                            new Thread(sleep).start();
                            new Thread(new ThreadGroup("own"), sleep).start();
                            CompletableFuture.runAsync(() -> LOCAL.set(new Glue())).get();
                            return CallToolResult.text("started");
                            """).writeTo(fixture.jar("busy.jar"));
            fixture.start();
            fixture.calling.call("busy");
            Files.delete(fixture.jar("busy.jar"));
            HostFixture.eventually().untilAsserted(() -> {
                System.gc();
                assertThat(fixture.host.report().instances()).isEmpty();
                assertThat(fixture.host.report().closedLoaders()).isZero();
            });
        }
    }

    @Test
    void readsResourcesOfAPluginWithoutKeepingFilesOpen() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("read", "1.0.0").entry("words.txt", "words".getBytes(StandardCharsets.UTF_8)).tool("read", """
                    try (java.io.InputStream in = Glue.class.getResource("/words.txt").openStream()) {
                        return CallToolResult.text(new String(in.readAllBytes()));
                    }
                    """).writeTo(fixture.jar("read.jar"));
            fixture.start();
            assertThat(fixture.calling.call("read")).isEqualTo("words");
            Files.delete(fixture.jar("read.jar"));
            HostFixture.eventually().until(() -> fixture.host.report().instances().isEmpty());
            Path descriptors = Path.of("/proc/self/fd");
            if (Files.isDirectory(descriptors)) {
                assertThat(openFiles(descriptors)).noneMatch(file -> file.startsWith(fixture.data.toString()));
            }
        }
    }

    private static List<String> openFiles(Path descriptors) throws IOException {
        try (var all = Files.list(descriptors)) {
            return all.map(each -> {
                try {
                    return Files.readSymbolicLink(each).toString();
                } catch (IOException e) {
                    return "";
                }
            }).toList();
        }
    }
}
