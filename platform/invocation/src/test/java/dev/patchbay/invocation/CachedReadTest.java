package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.Caller;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.ReadCaching;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.ResultCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads through a connector of the scheme notes, which clients see as team+notes. */
class CachedReadTest {
    private final TestHost host = new TestHost();
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ResultCache cache = new ResultCache(CacheOptions.defaults(), Optional.empty(), told::add,
            clock::get);
    private final AtomicInteger reads = new AtomicInteger();
    private final List<Duration> lives = new ArrayList<>();

    @BeforeEach
    void caching() {
        host.registry.onChanged(cache::changed);
        host.with(PipelineParts.NONE.withCache(cache));
    }

    @AfterEach
    void stop() {
        host.close();
        cache.close();
    }

    private record Client(String id) implements Caller {
        @Override
        public String displayName() {
            return id;
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }
    }

    /** Notes of which all is built from one, and summary from all. */
    private class Notes implements ResourceConnector {
        private final Optional<Duration> life;

        Notes(Optional<Duration> life) {
            this.life = life;
        }

        @Override
        public ReadResourceResult read(String uri, Call call) {
            switch (uri) {
                case "notes://all" -> call.builtFrom("notes://one");
                case "notes://summary" -> call.builtFrom("notes://all");
                case "notes://none" -> throw new ResourceNotFoundException(uri);
                default -> {
                    // built from nothing
                }
            }
            return ReadResourceResult.text(uri, "text/plain",
                    "read " + reads.incrementAndGet() + " for " + call.caller().id());
        }

        @Override
        public Optional<Duration> cacheFor(String uri) {
            return life;
        }
    }

    private void notes(Notes connector, boolean signals, boolean shared) {
        SchemeEntry scheme = new SchemeEntry("team+notes", "notes", connector, host.runtime,
                new ReadCaching(signals, shared));
        host.registry.put(new InstanceEntries("team", List.of(), List.of(), List.of(scheme), List.of(),
                List.of(new TemplateEntry("team+notes://{id}",
                        ResourceTemplateDefinition.of("notes://{id}", "note", "A note", "text/plain"), scheme)),
                Map.of()));
    }

    private String read(String id) {
        return read(id, "ada");
    }

    private String read(String id, String client) {
        CompletableFuture<Outcome<ReadResourceResult>> outcome = new CompletableFuture<>();
        lives.clear();
        host.pipeline().readResource(
                new Invocation(new Client(client), TestHost.ALL, Replay.first(), CallEvents.NONE, Origin.INSIDE),
                "team+notes://" + id, outcome::complete, lives::add);
        return TestHost.await(outcome).toString();
    }

    @Test
    void aConnectorThatSaysNothingIsReadEachTime() {
        notes(new Notes(Optional.empty()), false, false);
        assertThat(read("one")).contains("read 1");
        assertThat(read("one")).contains("read 2");
        assertThat(lives).isEmpty();
    }

    @Test
    void aConnectorThatTellsOfChangesIsReadOnceInAnHour() {
        notes(new Notes(Optional.empty()), true, false);
        assertThat(read("one")).contains("read 1");
        assertThat(lives).containsExactly(Duration.ofHours(1));
        clock.addAndGet(3_599_000);
        assertThat(read("one")).contains("read 1");
        assertThat(lives).as("the rest of its life").containsExactly(Duration.ofSeconds(1));
        clock.addAndGet(1000);
        assertThat(read("one")).contains("read 2");
    }

    @Test
    void whatAConnectorSaysOfAResourceGoesBeforeThat() {
        notes(new Notes(Optional.of(Duration.ofSeconds(5))), true, false);
        read("one");
        clock.addAndGet(5000);
        assertThat(read("one")).contains("read 2");
        notes(new Notes(Optional.of(Duration.ZERO)), true, false);
        assertThat(read("two")).contains("read 3");
        assertThat(read("two")).contains("read 4");
    }

    @Test
    void clientsSeeTheirOwnReadsUnlessTheConnectorSaysThatTheyShare() {
        notes(new Notes(Optional.of(Duration.ofSeconds(5))), false, false);
        read("one", "ada");
        assertThat(read("one", "bob")).contains("for bob");
        notes(new Notes(Optional.of(Duration.ofSeconds(5))), false, true);
        read("two", "ada");
        assertThat(read("two", "bob")).contains("for ada");
    }

    @Test
    void aChangedResourceIsReadAnew() {
        notes(new Notes(Optional.empty()), true, false);
        read("one");
        host.registry.changed("team", "notes://two");
        assertThat(read("one")).contains("read 1");
        host.registry.changed("team", "notes://one");
        assertThat(read("one")).contains("read 2");
    }

    @Test
    void aChangeReachesWhatIsBuiltFromItAndWhatIsBuiltFromThatAndItsSubscribers() {
        notes(new Notes(Optional.empty()), true, false);
        read("one");
        read("all");
        read("summary");
        host.registry.changed("team", "notes://one");
        await().untilAsserted(
                () -> assertThat(told).containsExactlyInAnyOrder("team+notes://all", "team+notes://summary"));
        assertThat(read("summary")).contains("read 4");
        assertThat(read("all")).contains("read 5");
    }

    @Test
    void subscribersAreToldOfResourcesThatAreNotCached() {
        notes(new Notes(Optional.empty()), false, false);
        read("all");
        host.registry.changed("team", "notes://one");
        await().untilAsserted(() -> assertThat(told).containsExactly("team+notes://all"));
    }

    @Test
    void aToolThatChangesAResourceTellsItsSubscribersToo() {
        host.notes(new Notes(Optional.empty()));
        host.tool(ToolDefinition.builder("write", "d").traits(ToolTraits.defaults().changes(Set.of("notes://one"))),
                call -> CallToolResult.text("written"));
        read("all");
        host.call("team_write", Map.of());
        await().untilAsserted(() -> assertThat(told).containsExactlyInAnyOrder("team+notes://one",
                "team+notes://all"));
    }

    @Test
    void whatIsNotThereIsAskedForEachTime() {
        notes(new Notes(Optional.empty()), true, false);
        assertThat(read("none")).contains("RESOURCE_NOT_FOUND");
        assertThat(read("none")).contains("RESOURCE_NOT_FOUND");
        assertThat(lives).isEmpty();
    }

    @Test
    void anAdministratorWhoClearsTellsSubscribers() {
        notes(new Notes(Optional.empty()), true, false);
        read("one");
        read("all");
        assertThat(cache.clear(Optional.empty(), Optional.of("team+notes://one"))).isEqualTo(1);
        await().untilAsserted(() -> assertThat(told).containsExactlyInAnyOrder("team+notes://one",
                "team+notes://all"));
        assertThat(read("all")).contains("read 3");
    }

    @Test
    void aConnectorThatWasStoppedMayHaveMissedChangesAndIsReadAnew() {
        notes(new Notes(Optional.empty()), true, false);
        assertThat(read("one")).contains("read 1");
        host.registry.remove("team");
        notes(new Notes(Optional.empty()), true, false);
        assertThat(read("one")).contains("read 2");
        assertThat(read("one")).contains("read 2");
    }
}
