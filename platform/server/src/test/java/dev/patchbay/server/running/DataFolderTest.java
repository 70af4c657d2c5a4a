package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir private Path folder;

    @Test
    void belongsToOneServerAtATime() throws StartException {
        Path data = folder.resolve("data");
        assertThat(DataFolder.isTaken(data)).isFalse();

        try (DataFolder taken = DataFolder.take(data)) {
            assertThat(DataFolder.isTaken(taken.path())).isTrue();
            assertThatThrownBy(() -> DataFolder.take(data)).isInstanceOf(StartException.class)
                    .hasMessage("Another Patchbay uses the data folder " + data
                            + ". Stop it first, or give this one a folder of its own with --data.");
        }

        assertThat(DataFolder.isTaken(data)).isFalse();
        DataFolder.take(data).close();
    }

    @Test
    void saysWhyItCannotBeUsed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.take(file)).isInstanceOf(StartException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("--data");
    }
}
