package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.host.jar.JarLimits;
import dev.patchbay.host.jar.PluginStore;
import dev.patchbay.host.jar.StoredPlugin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aFileThatDidNotChangeIsNotReadAgain() throws Exception {
        PluginStore store = new PluginStore(folder.resolve("store"), JarLimits.defaults(), "1.0.0");
        StoredPlugin one = store.add(jar("1.0.0"));
        StoredPlugin two = store.add(jar("2.0.0"));
        Path file = folder.resolve("last-good.json");
        new LastGood(file, store).served("good.jar", one.hash());

        LastGood restarted = new LastGood(file, store);
        assertThat(restarted.of("good.jar", one)).containsSame(one);
        assertThat(restarted.of("good.jar", two).orElseThrow().hash()).isEqualTo(one.hash());
        assertThat(restarted.of("good.jar", null).orElseThrow().hash()).isEqualTo(one.hash());
        assertThat(restarted.of("other.jar", one)).isEmpty();
    }

    private Path jar(String version) throws Exception {
        return PluginJar.of("good", version).tool("greet", "return CallToolResult.text(\"hi\");")
                .writeTo(folder.resolve("good-" + version + ".jar"));
    }
}
