package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.admin.CacheDesk.CacheHealth;
import dev.patchbay.admin.CacheDesk.CacheLevel;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.invocation.cache.CacheKey;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.state.CachedRows;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministeredCacheTest {
    @Test
    void tellsItsRatiosAndWhetherTheDatabaseKeepsResults(@TempDir Path folder) throws Exception {
        Database database = Database.open(DatabaseSettings.inMemory());
        CachedRows rows = new CachedRows(database);
        StoredSeal seal = new StoredSeal(SealKey.load(folder.resolve("key"), new SecureRandom()), "cache",
                new SecureRandom());
        try (database;
                ResultCache cache = new ResultCache(CacheOptions.defaults(),
                        Optional.of(new StoredResults(rows, seal)), uri -> {}, () -> 0)) {
            AdministeredCache desk = new AdministeredCache(Optional.of(cache), new CatalogRegistry(), rows);
            cache.get(new CacheKey(CacheKey.Kind.TOOL, "notes", "jar", "notes_find", "hash", "ann", "{}"));
            CacheHealth well = desk.health();
            assertThat(well.ok()).isTrue();
            assertThat(well.failure()).isNull();
            assertThat(well.levels()).extracting(CacheLevel::level).containsExactly("memory", "database");
            assertThat(well.levels().getFirst().misses()).isEqualTo(1);

            database.close();
            CacheHealth away = desk.health();
            assertThat(away.ok()).isFalse();
            assertThat(away.failure()).contains("does not answer");
        }
    }

    @Test
    void isWellWhereNothingIsKeptInADatabase() {
        Database database = Database.open(DatabaseSettings.inMemory());
        CachedRows rows = new CachedRows(database);
        database.close();
        CatalogRegistry registry = new CatalogRegistry();
        assertThat(new AdministeredCache(Optional.empty(), registry, rows).health().ok()).isTrue();
        try (ResultCache memory = new ResultCache(CacheOptions.defaults(), Optional.empty(), uri -> {}, () -> 0)) {
            assertThat(new AdministeredCache(Optional.of(memory), registry, rows).health().levels())
                    .extracting(CacheLevel::level).containsExactly("memory");
        }
    }
}
