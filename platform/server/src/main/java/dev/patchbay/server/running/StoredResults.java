package dev.patchbay.server.running;

import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.invocation.cache.CachedValue;
import dev.patchbay.invocation.cache.KeptResults;
import dev.patchbay.security.state.InvalidStateException;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.store.Columns;
import dev.patchbay.store.state.CachedRow;
import dev.patchbay.store.state.CachedRows;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Results in the table, each sealed for its key and its owner: a row in another's place cannot be opened. */
final class StoredResults implements KeptResults {
    private final CachedRows rows;
    private final StoredSeal seal;

    StoredResults(CachedRows rows, StoredSeal seal) {
        this.rows = rows;
        this.seal = seal;
    }

    private static String place(String key, String owner) {
        return key + " " + owner;
    }

    @Override
    public Optional<Kept> find(String key, String owner) {
        String hashed = CanonicalJson.sha256(owner);
        return rows.find(key, hashed).flatMap(row -> {
            try {
                String json = new String(seal.open(place(key, hashed), row.sealed()), StandardCharsets.UTF_8);
                return Optional.of(new Kept(key, owner, row.instance(), row.name(), row.isResource(),
                        new HashMap<>(Columns.tree(json)), row.sealed().length,
                        new CachedValue.Life(row.freshUntil(), row.staleUntil()), row.run(), row.builtAt(),
                        row.isOfRun(), row.sources()));
            } catch (InvalidStateException e) { // of another installation, or changed
                return Optional.empty();
            }
        });
    }

    @Override
    public void keep(List<Kept> results) {
        rows.keep(results.stream().map(this::row).toList());
    }

    private CachedRow row(Kept kept) {
        String hashed = CanonicalJson.sha256(kept.owner());
        byte[] sealed = seal.seal(place(kept.key(), hashed),
                Columns.tree(kept.value()).getBytes(StandardCharsets.UTF_8));
        return new CachedRow(kept.key(), hashed, kept.instance(), kept.name(), kept.isResource(), kept.run(),
                kept.builtAt(), kept.isOfRun(), kept.life().freshUntil(), kept.life().staleUntil(), sealed,
                kept.dependencies());
    }

    @Override
    public void removeBuiltFrom(Collection<String> dependencies) {
        rows.removeBuiltFrom(dependencies);
    }

    @Override
    public int remove(Optional<String> instance, Optional<String> name) {
        return rows.remove(instance, name);
    }

    @Override
    public void purge(long now, int max, long bytes) {
        rows.purge(now, max, bytes);
    }

    @Override
    public List<Link> links(int max) {
        return rows.links(max).stream().map(link -> new Link(link.uri(), link.source())).toList();
    }

    @Override
    public Size size() {
        CachedRows.Size size = rows.size();
        return new Size(size.rows(), size.bytes());
    }
}
