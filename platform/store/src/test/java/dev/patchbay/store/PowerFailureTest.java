package dev.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.async.FilePathAsync;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerFailureTest {
    @TempDir private Path folder;

    @BeforeEach
    void keepWhatIsForced() {
        FilePath.register(new ForcedFiles());
    }

    @AfterEach
    void keepItNoMore() {
        FilePath.register(new FilePathAsync());
    }

    private static DatabaseSettings in(Path data) {
        return DatabaseSettings.inFolder(data).withPool(TestEngine.SMALL);
    }

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        Path data = folder.resolve("data");
        List<String> acknowledged = new ArrayList<>();
        try (Database database = Database.open(in(data))) {
            Roles roles = new Roles(database);
            for (int i = 0; i < 60; i++) {
                roles.create(new Role("r" + i, "x".repeat(i * 20), Set.of()));
                acknowledged.add("r" + i);
                if (i % 20 == 0) {
                    assertThat(left(data, folder.resolve("after" + i))).containsAll(acknowledged);
                }
            }
            assertThat(left(data, folder.resolve("after"))).containsAll(acknowledged);
        }
    }

    /** Returns what a start finds after the power failed now. */
    private static List<String> left(Path data, Path after) throws Exception {
        Files.createDirectories(after.resolve("database"));
        Path file = data.resolve("database/patchbay.mv.db");
        Files.copy(ForcedFiles.disk(file), after.resolve("database/patchbay.mv.db"));
        try (Database database = Database.open(in(after))) {
            return new Roles(database).all().stream().map(Role::name).toList();
        }
    }
}
