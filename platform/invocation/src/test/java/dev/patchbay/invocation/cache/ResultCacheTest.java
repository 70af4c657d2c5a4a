package dev.patchbay.invocation.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultCacheTest {
    private static final ResultForm TEXT = new ResultForm() {
        @Override
        public Map<String, @Nullable Object> write(Object result) {
            return Map.of("text", result);
        }

        @Override
        public Object read(Map<String, @Nullable Object> json) {
            return String.valueOf(json.get("text"));
        }
    };

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final FakeTable table = new FakeTable();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<ResultCache> opened = new ArrayList<>();

    private ResultCache open() {
        return open(CacheOptions.defaults());
    }

    private ResultCache open(CacheOptions options) {
        ResultCache cache = new ResultCache(options, Optional.of(table), told::add, clock::get);
        opened.add(cache);
        return cache;
    }

    @AfterEach
    void close() {
        table.away = false;
        table.slow.countDown();
        opened.forEach(ResultCache::close);
    }

    private static CacheKey key(String name, String owner) {
        return new CacheKey(name.contains(":") ? CacheKey.Kind.RESOURCE : CacheKey.Kind.TOOL, "notes", "jar config",
                name, "hash", owner, "{}");
    }

    private static CacheKey key(String name) {
        return key(name, "ann");
    }

    private boolean store(ResultCache cache, CacheKey key, String text, String... dependencies) {
        return cache.store(key, value(cache, text, dependencies), TEXT, false);
    }

    private CachedValue value(ResultCache cache, String text, String... dependencies) {
        return new CachedValue(text, text.length(),
                new CachedValue.Life(clock.get() + 60_000, clock.get() + 120_000), Set.of(dependencies),
                cache.changes());
    }

    private static @Nullable Object fetched(ResultCache cache, CacheKey key) {
        CompletableFuture<@Nullable CachedValue> found = new CompletableFuture<>();
        cache.fetch(key, TEXT, found::complete);
        CachedValue value = found.orTimeout(20, TimeUnit.SECONDS).join();
        return value == null ? null : value.result();
    }

    private void awaitRows(int count) {
        await().untilAsserted(() -> assertThat(table.rows).hasSize(count));
    }

    @Test
    void whatIsKeptOutlivesARestartInTheDatabaseAndComesBackIntoMemory() {
        ResultCache before = open();
        assertThat(store(before, key("find"), "found", "tag")).isTrue();
        before.close();
        ResultCache after = open();
        assertThat(after.get(key("find"))).isNull();
        assertThat(fetched(after, key("find"))).isEqualTo("found");
        CachedValue promoted = Objects.requireNonNull(after.get(key("find")));
        assertThat(promoted.dependencies()).containsExactly("tag");
        CacheStatistics counts = after.statistics();
        assertThat(counts.memory().ratio()).isEqualTo(0.5);
        assertThat(counts.database().ratio()).isEqualTo(1.0);
        assertThat(counts.database().entries()).isEqualTo(1);
    }

    @Test
    void whatReliesOnBeingToldOfChangesDoesNot() {
        ResultCache before = open();
        before.store(key("notes://1"), value(before, "read"), TEXT, true);
        awaitRows(1);
        assertThat(fetched(before, key("notes://1"))).isEqualTo("read");
        assertThat(fetched(open(), key("notes://1"))).isNull();
    }

    @Test
    void anotherOwnerFindsNothingInTheDatabase() {
        ResultCache cache = open();
        store(cache, key("find", "ann"), "hers");
        awaitRows(1);
        assertThat(fetched(cache, key("find", "bob"))).isNull();
        assertThat(fetched(cache, key("find", ""))).isNull();
    }

    @Test
    void anotherVersionDefinitionOrConfigurationFindsNothing() {
        ResultCache cache = open();
        store(cache, key("find"), "old");
        awaitRows(1);
        assertThat(fetched(cache,
                new CacheKey(CacheKey.Kind.TOOL, "notes", "other jar config", "find", "hash", "ann", "{}"))).isNull();
        assertThat(fetched(cache,
                new CacheKey(CacheKey.Kind.TOOL, "notes", "jar config", "find", "other", "ann", "{}"))).isNull();
        assertThat(fetched(cache,
                new CacheKey(CacheKey.Kind.TOOL, "team", "jar config", "find", "hash", "ann", "{}"))).isNull();
    }

    @Test
    void aChangeTakesRowsAwayAndNothingOldIsReadMeanwhile() {
        ResultCache cache = open();
        store(cache, key("find"), "old", "tag");
        store(cache, key("other"), "stays");
        awaitRows(2);
        table.slow = new CountDownLatch(1);
        cache.changed(Set.of("tag"));
        assertThat(cache.get(key("find"))).isNull();
        table.slow.countDown();
        assertThat(fetched(cache, key("find"))).isNull();
        awaitRows(1);
    }

    @Test
    void aChangeOfBeforeTheRestartReachesWhatIsBuiltFromAKeptRead() {
        ResultCache before = open();
        before.readBuilt("notes://all", Set.of("notes://1"), before.changes());
        store(before, key("notes://all"), "all", "notes://all", "notes://1");
        store(before, key("find"), "from all", "notes://all");
        before.close();
        ResultCache after = open();
        after.changed(Set.of("notes://1"));
        assertThat(fetched(after, key("find"))).isNull();
        await().untilAsserted(() -> assertThat(told).containsExactly("notes://all"));
    }

    @Test
    void anOlderStampThanAChangeIsNotStored() {
        ResultCache cache = open();
        CachedValue built = value(cache, "old", "tag");
        cache.changed(Set.of("tag"));
        assertThat(cache.store(key("find"), built, TEXT, false)).isFalse();
        assertThat(store(cache, key("find"), "new", "tag")).isTrue();
    }

    @Test
    void aReadWhoseSourceChangedBeforeItWasKnownCountsAsChanged() {
        ResultCache cache = open();
        long since = cache.changes();
        store(cache, key("find"), "from all", "notes://all");
        cache.changed(Set.of("notes://1"));
        assertThat(cache.get(key("find"))).isNotNull();
        cache.readBuilt("notes://all", Set.of("notes://1"), since);
        assertThat(cache.get(key("find"))).isNull();
        await().untilAsserted(() -> assertThat(told).containsExactly("notes://all"));
    }

    @Test
    void aDatabaseThatIsAwayOrSlowIsAMiss() {
        ResultCache cache = open();
        store(cache, key("find"), "found");
        awaitRows(1);
        table.slow = new CountDownLatch(1);
        assertThat(fetched(cache, key("find"))).as("it does not wait").isNull();
        table.slow.countDown();
        table.away = true;
        assertThat(fetched(cache, key("find"))).isNull();
        assertThat(cache.statistics().database().entries()).isZero();
        table.away = false;
        assertThat(fetched(cache, key("find"))).as("it is left alone for a while").isNull();
        clock.addAndGet(10_000);
        assertThat(fetched(cache, key("find"))).isEqualTo("found");
    }

    @Test
    void memoryIsBoundedByNumberAndByBytes() {
        ResultCache few = open(new CacheOptions(10, 1 << 20, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0));
        for (int i = 0; i < 100; i++) {
            store(few, key("find" + i), "x");
        }
        assertThat(few.statistics().memory().entries()).isLessThanOrEqualTo(10);
        ResultCache small = open(new CacheOptions(1000, 100_000, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0));
        for (int i = 0; i < 100; i++) {
            store(small, key("find" + i), "x".repeat(10_000));
        }
        assertThat(small.statistics().memory().bytes()).isBetween(1L, 100_000L);
        assertThat(store(small, key("large"), "x".repeat(30_000))).as("more than a quarter").isFalse();
        assertThat(small.statistics().hasDatabase()).isFalse();
    }

    @Test
    void aResultWeighsWhatItTakesInMemoryAndNotItsJson() {
        ResultCache small = open(new CacheOptions(1000, 100_000, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0));
        CachedValue rows = new CachedValue(Collections.nCopies(1000, Map.of("a", 1L)), 9_000,
                new CachedValue.Life(clock.get() + 60_000, clock.get() + 120_000), Set.of(), 0);
        assertThat(small.store(key("rows"), rows, TEXT, false)).as("9 kB of JSON, but more than a quarter").isFalse();
    }

    @Test
    void clearingTakesWhatIsNamed() {
        ResultCache cache = open();
        store(cache, key("one"), "1");
        store(cache, key("two"), "2");
        awaitRows(2);
        assertThat(cache.clear(Optional.of("other"), Optional.empty())).isZero();
        assertThat(cache.clear(Optional.of("notes"), Optional.of("one"))).isEqualTo(1);
        assertThat(cache.get(key("one"))).isNull();
        assertThat(fetched(cache, key("one"))).isNull();
        assertThat(cache.get(key("two"))).isNotNull();
        assertThat(cache.clear(Optional.empty(), Optional.empty())).isEqualTo(1);
        assertThat(fetched(cache, key("two"))).isNull();
        assertThat(store(cache, key("two"), "new")).as("it is kept again").isTrue();
    }

    @Test
    void whatIsShortLivedIsNotWorthARow() {
        ResultCache cache = open();
        cache.store(key("short"), new CachedValue("s", 1,
                new CachedValue.Life(clock.get() + 1000, clock.get() + 1000), Set.of(), 0), TEXT, false);
        store(cache, key("long"), "l");
        awaitRows(1);
        assertThat(table.rows.values()).extracting(KeptResults.Kept::name).containsExactly("long");
        assertThat(cache.isInDatabase(Duration.ofSeconds(59))).isFalse();
        assertThat(cache.isInDatabase(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void namesThatAreForgottenCountAsChanged() {
        Changes changes = new Changes(3);
        long before = changes.count();
        changes.changed(Set.of("a"));
        assertThat(changes.unchanged(Set.of("b"), before)).isTrue();
        changes.changed(Set.of("c", "d", "e"));
        assertThat(changes.unchanged(Set.of("b"), before)).isFalse();
        assertThat(changes.unchanged(Set.of("b"), changes.count())).isTrue();
        assertThat(changes.unchanged(Set.of(), before)).isTrue();
    }

    @Test
    void linksAreBoundedAndRingsEnd() {
        ResourceLinks links = new ResourceLinks(2);
        assertThat(links.read("a:1", Set.of("b:1"))).isEmpty();
        assertThat(links.read("b:1", Set.of("a:1"))).isEmpty();
        assertThat(links.dependents(Set.of("a:1"))).containsExactly("b:1");
        assertThat(links.read("c:1", Set.of("a:1"))).contains("a:1");
        assertThat(links.dependents(Set.of("b:1"))).isEmpty();
    }
}
