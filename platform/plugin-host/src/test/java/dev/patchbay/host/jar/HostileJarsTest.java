package dev.patchbay.host.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileJarsTest {
    @TempDir private Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private PluginStore store() {
        return new PluginStore(folder.resolve("data/plugins"), new JarLimits(8 << 20, 2_000, 48 << 20, 200, 2 << 20),
                "1.0.0");
    }

    @Test
    void everyHostileJarIsRefusedAndLeavesNothing() throws IOException {
        Path mark = folder.resolve("mark");
        Map<String, byte[]> jars = HostileJars.all(mark);
        assertThat(jars).hasSizeGreaterThanOrEqualTo(60);
        PluginStore store = store();
        Path jar = folder.resolve("hostile.jar");
        List<String> escapes = new ArrayList<>();
        for (Map.Entry<String, byte[]> each : jars.entrySet()) {
            Files.write(jar, each.getValue());
            Throwable refusal = catchThrowable(() -> store.add(jar));
            if (!(refusal instanceof RefusedJarException)) {
                escapes.add(each.getKey() + ": " + refusal);
            } else if (!files().equals(List.of(jar))) {
                escapes.add(each.getKey() + " left " + files());
            }
        }
        assertThat(escapes).isEmpty();
        assertThat(mark).doesNotExist();
    }

    @Test
    void theSameJarWithoutTheAttackIsTakenAndNothingOfItRuns() throws IOException {
        Path mark = folder.resolve("mark");
        Path jar = folder.resolve("good.jar");
        Files.write(jar, HostileJars.good(mark));
        PluginStore store = store();
        assertThatCode(() -> store.add(jar)).doesNotThrowAnyException();
        Files.write(jar, RawZip.of(HostileJars.good(mark)).bytes());
        assertThatCode(() -> store.add(jar)).doesNotThrowAnyException();
        Files.write(jar, HostileJars.withStoredLibrary(mark));
        assertThatCode(() -> store.add(jar)).as("the end of a library lies in it").doesNotThrowAnyException();
        assertThat(mark).doesNotExist();
    }
}
