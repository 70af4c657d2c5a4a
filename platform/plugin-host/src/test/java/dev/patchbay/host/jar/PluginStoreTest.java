package dev.patchbay.host.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.inspection.signature.SignaturePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginStoreTest {
    private static final byte[] NOTHING = {};
    private static final byte[] LIBRARY = PluginJar.libraryOf("lib.Thing", "package lib; public class Thing {}");

    @TempDir private Path folder;
    private PluginStore store = new PluginStore(Path.of("unused"), JarLimits.defaults(), "1.0.0");

    @BeforeEach
    void openStore() {
        store = new PluginStore(folder.resolve("store"), JarLimits.defaults(), "1.0.0");
    }

    private static PluginJar good() {
        return PluginJar.of("good", "1.2.3").tool("greet", "return CallToolResult.text(\"hi\");");
    }

    private StoredPlugin add(byte[] bytes) throws RefusedJarException, IOException {
        return store.add(Files.write(folder.resolve("plugin.jar"), bytes));
    }

    private void refuses(byte[] bytes, String... words) throws IOException {
        assertThatExceptionOfType(RefusedJarException.class).isThrownBy(() -> add(bytes))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
        try (Stream<Path> left = Files.list(folder.resolve("store"))) {
            assertThat(left).as("nothing of a refused JAR stays").isEmpty();
        }
    }

    @Test
    void copiesAGoodJarByItsHashAndKnowsWhatItOffers() throws Exception {
        StoredPlugin plugin = add(good().attribute("Patchbay-Namespace", "gh")
                .attribute("Patchbay-Grants", "hosts: api.github.com, uploads.github.com; secrets: github.token")
                .packed("thing.jar", LIBRARY).bytes());
        assertThat(plugin.hash()).matches("[0-9a-f]{64}");
        assertThat(plugin.jar()).exists().hasParentRaw(folder.resolve("store").resolve(plugin.hash()));
        assertThat(plugin.libraries()).singleElement().satisfies(library -> assertThat(library).exists());
        assertThat(plugin.manifest().version()).hasToString("1.2.3");
        assertThat(plugin.manifest().namespace()).contains("gh");
        assertThat(plugin.manifest().grants().lines())
                .containsExactly("hosts: api.github.com, uploads.github.com", "secrets: github.token");
        assertThat(plugin.definitions().tools()).containsOnlyKeys("greet");
    }

    @Test
    void takesTheSameJarTwice() throws Exception {
        byte[] bytes = good().bytes();
        assertThat(add(bytes)).isEqualTo(add(bytes));
    }

    @Test
    void mendsACopyThatWasDamaged() throws Exception {
        byte[] bytes = good().bytes();
        StoredPlugin plugin = add(bytes);
        Files.write(plugin.jar(), NOTHING);
        assertThat(add(bytes).jar()).hasBinaryContent(bytes);
    }

    @Test
    void refusesWhatIsNoJar() throws Exception {
        refuses("just text".getBytes(StandardCharsets.UTF_8), "not a JAR");
        refuses(NOTHING, "not a JAR");
    }

    @Test
    void refusesAHalfCopiedJar() throws Exception {
        byte[] bytes = good().bytes();
        refuses(Arrays.copyOf(bytes, bytes.length / 2), "its copy did not end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.txt", "a/../../evil.txt", "/etc/evil", "C:/evil", "a\\..\\evil", "evil\u0001.txt"})
    void refusesEntriesThatPointOut(String name) throws Exception {
        refuses(good().entry(name, NOTHING).bytes(), "points out of the JAR");
    }

    @Test
    void refusesEntriesThatAppearTwice() throws Exception {
        byte[] bytes = good().entry("one.txt", NOTHING).entry("two.txt", NOTHING).bytes();
        String twice = new String(bytes, StandardCharsets.ISO_8859_1).replace("two.txt", "one.txt");
        refuses(twice.getBytes(StandardCharsets.ISO_8859_1), "'one.txt' twice");
        refuses(good().entry("meta-inf/manifest.mf", NOTHING).bytes(), "twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other/thing.jar", "lib/nested/thing.jar", "lib/.hidden.jar", "thing.JAR"})
    void refusesJarsOutsideOfLib(String name) throws Exception {
        refuses(good().entry(name, LIBRARY).bytes(), "libraries lie as lib/<name>.jar");
    }

    @Test
    void refusesLibrariesThatAreNoJarsOrHostile() throws Exception {
        refuses(good().packed("thing.jar", "text".getBytes(StandardCharsets.UTF_8)).bytes(), "lib/thing.jar",
                "is not a JAR");
        refuses(good().packed("thing.jar", PluginJar.zip(Map.of("../evil", NOTHING))).bytes(), "points out");
        byte[] leaving = "Manifest-Version: 1.0\nClass-Path: ../../../host.jar\n".getBytes(StandardCharsets.UTF_8);
        refuses(good().packed("thing.jar", PluginJar.zip(Map.of("META-INF/MANIFEST.MF", leaving))).bytes(),
                "Class-Path", "leaves the plugin");
    }

    @Test
    void refusesACopyOfTheApiAndClassesOfTheHost() throws Exception {
        refuses(good().entry("dev/patchbay/api/Evil.class", NOTHING).bytes(), "copy of the plugin API", "provided");
        refuses(good().entry("META-INF/versions/25/dev/patchbay/api/Evil.class", NOTHING).bytes(),
                "copy of the plugin API");
        refuses(good().packed("api.jar", PluginJar.zip(Map.of("dev/patchbay/api/Tool.class", NOTHING))).bytes(),
                "lib/api.jar!dev/patchbay/api/Tool.class");
        refuses(good().entry("dev/patchbay/host/PluginHost.class", NOTHING).bytes(), "class of the host");
    }

    @Test
    void refusesArchivesMadeToExhaust() throws Exception {
        refuses(good().entry("zeros", new byte[4 << 20]).bytes(), "unpacks to more than 200 times");
        store = new PluginStore(folder.resolve("store"), new JarLimits(2000, 10, 1 << 20, 200, 1 << 20), "1.0.0");
        refuses(good().entry("random", random(4000)).bytes(), "larger than 2000 bytes");
        store = new PluginStore(folder.resolve("store"), new JarLimits(1 << 20, 8, 1 << 20, 200, 1 << 20), "1.0.0");
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            many.put("entry" + i, NOTHING);
        }
        refuses(PluginJar.zip(many), "more than 8 entries");
        store = new PluginStore(folder.resolve("store"), new JarLimits(1 << 20, 100, 9000, 200, 1 << 20), "1.0.0");
        refuses(good().entry("random", random(9001)).bytes(), "unpacked it is larger than 9000 bytes");
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void tellsAllProblemsOfAManifestAtOnce() throws Exception {
        refuses(good().withoutAttribute("Plugin-Id").attribute("Plugin-Version", "one")
                .withoutAttribute("Plugin-Requires").attribute("Launcher-Agent-Class", "x.Agent")
                .attribute("Patchbay-Grants", "everything").bytes(), "Plugin-Id is missing",
                "Plugin-Version 'one' is not a semantic version", "Plugin-Requires is missing",
                "Launcher-Agent-Class is not allowed",
                "Patchbay-Grants: the group 'everything' is not written as kind: value");
        refuses(good().attribute("Patchbay-Grants", "hosts: *, a.example; world: all").bytes(),
                "'hosts: *' is no grant", "there is no kind of grant 'world'");
        refuses(PluginJar.zip(Map.of("x", NOTHING)), "no META-INF/MANIFEST.MF");
    }

    @ParameterizedTest
    @CsvSource({">=2.0.0, false", ">=1.0.0 & <2.0.0, true", "~1.0, true", "1.x, true", "<1.0.0, false", "^1.0.0, true"})
    void comparesTheApiRange(String range, boolean fits) throws Exception {
        byte[] bytes = good().attribute("Plugin-Requires", range).bytes();
        if (fits) {
            assertThat(add(bytes).manifest().requires()).isEqualTo(range);
        } else {
            refuses(bytes, "good 1.2.3 needs a plugin API of version " + range + ", this host has 1.0.0");
        }
    }

    @Test
    void refusesARangeThatIsNone() throws Exception {
        refuses(good().attribute("Plugin-Requires", "newest").bytes(), "Plugin-Requires 'newest' is not a range");
    }

    @Test
    void refusesDefinitionsThatAreMissingOrWrong() throws Exception {
        refuses(good().definitions("{").bytes(), "cannot be read");
        refuses(good().definitions("{\"formatVersion\":2,\"glue\":\"plugin.Glue\"}").bytes(), "formatVersion 2");
        refuses(good().definitions("{\"formatVersion\":1,\"glue\":\"other.Glue\"}").bytes(), "names [plugin.Glue]");
        refuses(good().definitions("{\"formatVersion\":1,\"glue\":\"plugin.Glue\",\"tools\":[{\"name\":\"a\"},"
                + "{\"name\":\"a\"}]}").bytes(), "'a' twice in tools");
        refuses(good().definitions("{\"formatVersion\":1,\"formatVersion\":1,\"glue\":\"plugin.Glue\"}").bytes(),
                "cannot be read");
        byte[] manifest = "Manifest-Version: 1.0\nPlugin-Id: a\nPlugin-Version: 1.0.0\nPlugin-Requires: 1.x\n"
                .getBytes(StandardCharsets.UTF_8);
        refuses(PluginJar.zip(Map.of("META-INF/MANIFEST.MF", manifest)), "built without patchbay-plugin-processor");
    }

    @Test
    void clearsWhatAnInterruptedCopyLeft() throws Exception {
        Path rest = Files.createDirectories(folder.resolve("store/.incoming123"));
        Files.write(rest.resolve("plugin.jar"), NOTHING);
        openStore();
        assertThat(rest).doesNotExist();
    }

    @Test
    void takesNoUnsignedJarWhereSignaturesAreRequired() throws Exception {
        store = new PluginStore(folder.resolve("store"), JarLimits.defaults(), "1.0.0",
                SignaturePolicy.of(SignaturePolicy.Mode.REQUIRED, List.of("ab".repeat(32))), InstantSource.system());
        refuses(good().bytes(), "it is not signed, and plugins.signatures is 'required'");
    }
}
