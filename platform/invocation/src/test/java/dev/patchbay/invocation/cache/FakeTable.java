package dev.patchbay.invocation.cache;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The table in memory, which may be slow or away. */
final class FakeTable implements KeptResults {
    final Map<String, Kept> rows = new ConcurrentHashMap<>();
    volatile boolean away;
    volatile CountDownLatch slow = new CountDownLatch(0);

    private void answer() {
        if (away) {
            throw new IllegalStateException("away");
        }
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<Kept> find(String key, String owner) {
        answer();
        return Optional.ofNullable(rows.get(key)).filter(kept -> kept.owner().equals(owner));
    }

    @Override
    public void keep(List<Kept> results) {
        answer();
        results.forEach(kept -> rows.put(kept.key(), kept));
    }

    @Override
    public void removeBuiltFrom(Collection<String> dependencies) {
        answer();
        rows.values().removeIf(kept -> kept.dependencies().stream().anyMatch(dependencies::contains));
    }

    @Override
    public int remove(Optional<String> instance, Optional<String> name) {
        answer();
        int before = rows.size();
        rows.values().removeIf(kept -> instance.filter(one -> !one.equals(kept.instance())).isEmpty()
                && name.filter(one -> !one.equals(kept.name())).isEmpty());
        return before - rows.size();
    }

    @Override
    public void purge(long now, int max, long bytes) {
        answer();
        rows.values().removeIf(kept -> kept.life().staleUntil() <= now);
    }

    @Override
    public List<Link> links(int max) {
        answer();
        return rows.values().stream().filter(Kept::isResource).flatMap(kept -> kept.dependencies().stream()
                .filter(name -> !name.equals(kept.name())).map(name -> new Link(kept.name(), name))).toList();
    }

    @Override
    public Size size() {
        answer();
        return new Size(rows.size(), rows.values().stream().mapToLong(Kept::bytes).sum());
    }
}
