package dev.patchbay.invocation.cache;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts hits and misses. */
final class Tally {
    private static final int MAX_NAMES = 2000;
    private static final int SHOWN = 100;

    final LongAdder memoryHits = new LongAdder();
    final LongAdder memoryMisses = new LongAdder();
    final LongAdder databaseHits = new LongAdder();
    final LongAdder databaseMisses = new LongAdder();
    final LongAdder joined = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder stored = new LongAdder();
    private final Map<Name, Counts> names = new ConcurrentHashMap<>();

    private record Name(String instance, String name) {}

    private record Counts(LongAdder hits, LongAdder misses) {}

    void hit(CacheKey key) {
        counts(key).hits().increment();
    }

    void missed(CacheKey key) {
        counts(key).misses().increment();
    }

    private Counts counts(CacheKey key) {
        String name = key.kind() == CacheKey.Kind.TOOL ? key.name()
                : key.name().substring(0, key.name().indexOf(':') + 1);
        Name full = new Name(key.instance(), name);
        Counts known = names.get(full);
        if (known == null) {
            if (names.size() >= MAX_NAMES) {
                names.clear();
            }
            known = names.computeIfAbsent(full, _ -> new Counts(new LongAdder(), new LongAdder()));
        }
        return known;
    }

    List<CacheStatistics.Entry> entries() {
        return names.entrySet().stream()
                .map(entry -> new CacheStatistics.Entry(entry.getKey().instance(), entry.getKey().name(),
                        entry.getValue().hits().sum(), entry.getValue().misses().sum()))
                .sorted(Comparator.comparingLong((CacheStatistics.Entry entry) -> entry.hits() + entry.misses())
                        .reversed().thenComparing(CacheStatistics.Entry::instance)
                        .thenComparing(CacheStatistics.Entry::name))
                .limit(SHOWN).toList();
    }
}
