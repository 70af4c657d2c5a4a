package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.invocation.cache.CachedValue;
import dev.patchbay.invocation.cache.KeptResults;
import dev.patchbay.invocation.cache.KeptResults.Kept;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.state.CachedRow;
import dev.patchbay.store.state.CachedRows;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredResultsTest {
    @TempDir private Path folder;
    private final Database database = Database.open(DatabaseSettings.inMemory());
    private final CachedRows rows = new CachedRows(database);
    @SuppressWarnings("NullAway.Init") // set before each test
    private KeptResults results;

    @BeforeEach
    void open() throws Exception {
        results = results("key");
    }

    private KeptResults results(String key) throws Exception {
        return new StoredResults(rows, new StoredSeal(SealKey.load(folder.resolve(key), new SecureRandom()), "cache",
                new SecureRandom()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Kept kept(String key, String owner, Map<String, Object> value) {
        return new Kept(key, owner, "notes", "notes_find", false, value, 10, new CachedValue.Life(100, 200), "run", 3,
                false, Set.of("notes\ntag"));
    }

    @Test
    void comeBackAsTheyWere() {
        Map<String, Object> value = Map.of("text", "found", "n", 7L, "exact",
                new BigDecimal("0.1000000000000000055511151231257827"), "list", List.of(true, "x"));
        results.keep(List.of(kept("a", "=ann", value)));
        Kept found = results.find("a", "=ann").orElseThrow();
        assertThat(found.value()).isEqualTo(value);
        assertThat(found.life()).isEqualTo(new CachedValue.Life(100, 200));
        assertThat(found.dependencies()).containsExactly("notes\ntag");
        assertThat(results.size().rows()).isEqualTo(1);
        results.removeBuiltFrom(Set.of("notes\ntag"));
        assertThat(results.find("a", "=ann")).isEmpty();
    }

    @Test
    void cannotBeReadInTheDatabase() {
        results.keep(List.of(kept("a", "=ann", Map.of("text", "canary"))));
        CachedRow row = stored("a", "=ann");
        assertThat(new String(row.sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("canary");
        assertThat(row.owner()).doesNotContain("ann");
    }

    private CachedRow stored(String key, String owner) {
        return rows.find(key, CanonicalJson.sha256(owner)).orElseThrow();
    }

    @Test
    void cannotBeReadByAnotherOwnerEvenWhereARowIsPutInItsPlace() {
        results.keep(List.of(kept("a", "=ann", Map.of("text", "hers")), kept("b", "=bob", Map.of("text", "his"))));
        assertThat(results.find("a", "=bob")).isEmpty();
        CachedRow hers = stored("a", "=ann");
        CachedRow his = stored("b", "=bob");
        rows.keep(List.of(new CachedRow("b", his.owner(), his.instance(), his.name(), false, his.run(), his.builtAt(),
                false, his.freshUntil(), his.staleUntil(), hers.sealed(), his.sources())));
        assertThat(results.find("b", "=bob")).isEmpty();
    }

    @Test
    void cannotBeReadWithTheKeyOfAnotherInstallation() throws Exception {
        results.keep(List.of(kept("a", "=ann", Map.of("text", "hers"))));
        assertThat(results("other").find("a", "=ann")).isEmpty();
        assertThat(results.remove(Optional.of("notes"), Optional.of("notes_find"))).isEqualTo(1);
    }
}
