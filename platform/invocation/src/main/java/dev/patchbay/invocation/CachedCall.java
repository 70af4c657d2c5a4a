package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.Dependency;
import dev.patchbay.catalog.ReadCaching;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.PipelineListener.Stage;
import dev.patchbay.invocation.cache.CacheKey;
import dev.patchbay.invocation.cache.CachedValue;
import dev.patchbay.invocation.cache.Flight;
import dev.patchbay.invocation.cache.Flight.Landing;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.invocation.cache.ResultForm;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The station of kept results, for one call that was authorized, counted and checked, and whose record has begun: it ends
 * here with a result from memory or the database, or waits for the same call that is on its way, or goes on and its result
 * is kept. Nothing here waits.
 *
 * @param <E> the entry of the catalog
 * @param <R> the API's type of result
 */
final class CachedCall<E, R> {
    private static final int ROUNDS = 3;
    private static final Set<Outcome.Reason> OF_ALL = Set.of(Outcome.Reason.RESOURCE_NOT_FOUND, Outcome.Reason.LIMIT,
            Outcome.Reason.INTERNAL);

    private final Passage<E, R> passage;
    private final Stations stations;
    private final ResultCache cache;
    private final Operation<E, R> operation;
    private final Invocation invocation;
    private final E entry;
    private final View view;
    private final Recorded recorded;
    private final Keeping keeping;
    private final @Nullable Building outer;
    private final boolean isLookedUp;
    private final boolean isRefresh;
    private final String code;
    private final @Nullable CacheKey key;
    private int round;

    CachedCall(Passage<E, R> passage, Stations stations, ResultCache cache, Operation<E, R> operation,
            Invocation invocation, Begun<E> begun, Keeping keeping, @Nullable Building outer, boolean isRefresh) {
        this.passage = passage;
        this.stations = stations;
        this.cache = cache;
        this.operation = operation;
        this.invocation = invocation;
        this.entry = begun.entry();
        this.view = begun.view();
        this.recorded = begun.recorded();
        this.keeping = keeping;
        this.outer = outer;
        this.isRefresh = isRefresh;
        this.code = operation.runtime(entry).code();
        boolean isFirst = invocation.replay().equals(Replay.first());
        boolean isKept = keeping.isKept() && isFirst && invocation.tasking().running().isEmpty();
        this.key = isKept ? key() : null;
        this.isLookedUp = isKept && !isRefresh && (keeping.reads() == null || keeping.reads().isUsed());
    }

    /** A call whose record has begun. */
    record Begun<E>(E entry, View view, Recorded recorded) {}

    private CacheKey key() {
        return new CacheKey(keeping.kind(), operation.runtime(entry).instance(), maker(),
                keeping.name(), keeping.definition(), keeping.isShared() ? "" : owner(invocation.caller()),
                operation.arguments(entry).isEmpty() ? "" : CanonicalJson.text(operation.arguments(entry)));
    }

    /** A connector that tells of changes tells of none while it is stopped, so each start of it makes its own reads. */
    private String maker() {
        ReadCaching reads = keeping.reads();
        return reads != null && reads.signalsChanges() ? code + "\n" + reads.number() : code;
    }

    /** All that a plugin can tell clients apart by. */
    private static String owner(Caller caller) {
        return caller.roles().isEmpty() ? "=" + caller.id()
                : caller.id().length() + "=" + caller.id() + String.join("\n", new TreeSet<>(caller.roles()));
    }

    private ResultForm form() {
        return keeping.kind() == CacheKey.Kind.TOOL ? KeptForm.TOOL : KeptForm.RESOURCE;
    }

    private void happened(String what, long value) {
        stations.listener().happened(Stage.CACHE, what, operation.target(entry), value);
    }

    RunningCall pass() {
        if (key == null || !isLookedUp) {
            return run(null);
        }
        CachedValue value = cache.get(key);
        if (value != null) {
            return give(value, "hit");
        }
        // Two tools that call each other must not wait for each other
        return invocation.nesting().tools().isEmpty() ? board(key) : fetch(key, null);
    }

    private RunningCall board(CacheKey wanted) {
        SuspendedCall waiting = new SuspendedCall(() -> passage.ended(recorded, new Outcome.Cancelled<>()));
        Flight flight = cache.board(wanted,
                landing -> waiting.resume(() -> passage.guarded(() -> landed(wanted, landing), () -> {
                })));
        if (flight == null) {
            happened("joined", 0);
            return waiting;
        }
        return fetch(wanted, flight);
    }

    @SuppressWarnings("unchecked") // the same key, the same type of result
    private RunningCall landed(CacheKey wanted, Landing landing) {
        return switch (landing) {
            case Landing.Shared shared when cache.isCurrent(shared.dependencies(), shared.since()) -> {
                CachedValue value = cache.peek(wanted);
                yield value == null ? passage.ended(recorded, (Outcome<R>) shared.outcome()) : give(value, "hit");
            }
            case Landing.Shared outdated -> again();
            case Landing.Again again -> again();
            case Landing.Alone alone -> run(null);
        };
    }

    private RunningCall again() {
        round++;
        return round < ROUNDS ? pass() : run(null);
    }

    private RunningCall fetch(CacheKey wanted, @Nullable Flight flight) {
        if (keeping.reads() == null && !cache.isInDatabase(keeping.life().plus(keeping.stale()))) {
            return run(flight);
        }
        SuspendedCall waiting = new SuspendedCall(() -> {
            land(flight, new Landing.Again());
            passage.ended(recorded, new Outcome.Cancelled<>());
        });
        cache.fetch(wanted, form(), found -> waiting.resume(() -> passage.guarded(() -> {
            if (found == null) {
                return run(flight);
            }
            try {
                return give(found, "hit_database");
            } finally {
                land(flight, new Landing.Shared(completed(found), found.dependencies(), found.builtAt()));
            }
        }, () -> land(flight, new Landing.Again()))));
        return waiting;
    }

    private static void land(@Nullable Flight flight, Landing landing) {
        if (flight != null) {
            flight.land(landing);
        }
    }

    @SuppressWarnings("unchecked") // kept under a key of this kind
    private Outcome<R> completed(CachedValue value) {
        return new Outcome.Completed<>((R) value.result());
    }

    private RunningCall give(CachedValue value, String what) {
        long left = value.life().freshUntil() - cache.now();
        operation.lives(Duration.ofMillis(Math.max(0, left)));
        happened(left > 0 ? what : "stale", value.bytes());
        if (outer != null) {
            outer.uses(value.dependencies());
        }
        RunningCall ended = passage.endedInTime(recorded, completed(value), value.bytes());
        if (left <= 0 && cache.takeRefresh(value)) {
            refresh(value);
        }
        return ended;
    }

    /** Makes a new result in the background, as the caller that got the old one. */
    private void refresh(CachedValue old) {
        Nesting nesting = invocation.nesting().tools().isEmpty() ? Nesting.NONE
                : new Nesting(invocation.nesting().tools(), System.nanoTime() + Duration.ofHours(1).toNanos());
        Invocation again = new Invocation(invocation.caller(), NestedCalls.NOBODY_TO_ASK, Replay.first(),
                CallEvents.NONE, Admission.GRANTED, Pages.NONE, new Origin(Origin.CACHE, invocation.origin().address()),
                nesting);
        try {
            new Passage<>(stations, operation, again, _ -> cache.refreshed(old)).refresh(view);
        } catch (RuntimeException e) { // the client has its answer
            cache.refreshed(old);
            IncidentLog.lost(operation.label(), e);
        }
    }

    private RunningCall run(@Nullable Flight flight) {
        if (key != null && !isRefresh) {
            cache.missed(key);
        }
        happened(key == null ? "bypassed" : "miss", 0);
        Catalog catalog = view.catalog();
        Building building = new Building(cache.changes(), () -> changed(catalog));
        building.onTask(() -> land(flight, new Landing.Alone()));
        recorded.building(building);
        Consumer<Outcome<R>> before = passage.outcome();
        passage.outcome(how -> settled(how, building, flight, before));
        return passage.goOn(entry, view, recorded);
    }

    private void changed(Catalog catalog) {
        if (keeping.changes().isEmpty()) {
            return;
        }
        Set<String> changed = new HashSet<>();
        for (String name : keeping.changes()) {
            try {
                changed.addAll(Dependency.changed(catalog, operation.runtime(entry).instance(), name));
            } catch (IllegalArgumentException e) {
                // it names nothing that a result could be built from
            }
        }
        cache.changed(changed);
        cache.tell(changed.stream().filter(name -> catalog.scheme(name).isPresent()).toList());
    }

    private void settled(Outcome<R> how, Building building, @Nullable Flight flight, Consumer<Outcome<R>> before) {
        Landing landing = new Landing.Alone();
        try {
            if (!building.hasEnded()) { // an attempt may have changed something that another one took over
                changed(view.catalog());
            }
            landing = landing(how, building);
        } catch (RuntimeException e) { // of the host; the client gets its result all the same
            IncidentLog.lost(operation.label(), e);
        } finally {
            // Whoever calls again as soon as the answer is there must not get a failure of before
            Runnable others = flight == null ? () -> {
            } : flight.end(landing);
            try {
                before.accept(how);
            } finally {
                others.run();
            }
        }
    }

    /** Keeps the result, and returns what those get who wait for it. */
    private Landing landing(Outcome<R> how, Building building) {
        if (outer != null) {
            if (building.isTooMuch()) {
                outer.usesTooMuch();
            }
            outer.uses(building.names());
        }
        return switch (how) {
            case Outcome.Cancelled<R> cancelled -> new Landing.Again();
            case Outcome.Asked<R> asked -> new Landing.Alone();
            case Outcome.Refused<R> refused -> ofFailure(how, OF_ALL.contains(refused.reason()), building);
            case Outcome.Completed<R>(R result) when result instanceof CallToolResult of && of.isError() ->
                    ofFailure(how, true, building);
            case Outcome.Completed<R>(R result) when !building.isOf(result) -> ofFailure(how, true, building);
            case Outcome.Completed<R>(R result) -> keep(how, result, building);
        };
    }

    /** A failure may say something about its caller. */
    private Landing ofFailure(Outcome<R> how, boolean isOfAll, Building building) {
        return isOfAll && !keeping.isShared()
                ? new Landing.Shared(how, building.names(), building.since())
                : new Landing.Alone();
    }

    private Landing keep(Outcome<R> how, R result, Building building) {
        Set<String> names = building.names();
        if (keeping.kind() == CacheKey.Kind.RESOURCE) {
            cache.readBuilt(keeping.name(), names, building.since());
        }
        if (key == null || building.isTooMuch() || !building.code().equals(code)
                || !code.equals(operation.runtime(entry).code())) {
            return new Landing.Alone();
        }
        Set<String> all = new HashSet<>(names);
        if (keeping.kind() == CacheKey.Kind.RESOURCE) {
            all.add(keeping.name());
        }
        if (!cache.isCurrent(all, building.since())) {
            happened("outdated", 0);
            return new Landing.Again();
        }
        Duration life = life(building);
        if (life.isPositive()) {
            long now = cache.now();
            long freshUntil = now + Math.min(life.toMillis(), Duration.ofDays(3650).toMillis());
            long staleUntil = freshUntil + Math.min(keeping.stale().toMillis(), Duration.ofDays(3650).toMillis());
            boolean isOfRun = keeping.reads() != null && keeping.reads().signalsChanges();
            CachedValue value = new CachedValue(KeptForm.detached(result), building.bytes(),
                    new CachedValue.Life(freshUntil, staleUntil), all, building.since());
            if (cache.store(key, value, form(), isOfRun)) {
                happened("stored", building.bytes());
                if (keeping.reads() != null) {
                    keeping.reads().used();
                }
                operation.lives(life);
            }
        }
        return new Landing.Shared(how, all, building.since());
    }

    private Duration life(Building building) {
        ReadCaching reads = keeping.reads();
        if (reads == null) {
            return keeping.life();
        }
        Duration said = building.life();
        return said != null ? said : reads.signalsChanges() ? cache.options().resourceLife() : Duration.ZERO;
    }
}
