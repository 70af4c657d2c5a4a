package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.await;
import static dev.patchbay.invocation.TestHost.result;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.CacheStatistics;
import dev.patchbay.invocation.cache.ResultCache;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachedCallTest {
    private static final ToolTraits KEPT = ToolTraits.defaults().readOnly(true).idempotent(true)
            .cacheFor(Duration.ofSeconds(60));

    private final TestHost host = new TestHost();
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
    private final ResultCache cache = new ResultCache(CacheOptions.defaults(), Optional.empty(), told::add,
            clock::get);
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void caching() {
        host.registry.onChanged(cache::changed);
        host.with(PipelineParts.NONE.withCache(cache).withListener((stage, what, target, value) -> {
            if (stage == PipelineListener.Stage.CACHE) {
                happened.add(what);
            }
        }));
    }

    @AfterEach
    void stop() {
        host.close();
        cache.close();
    }

    private record Client(String id, Set<String> roles) implements Caller {
        @Override
        public String displayName() {
            return id;
        }
    }

    private static Invocation by(String id, String... roles) {
        return new Invocation(new Client(id, Set.of(roles)), TestHost.ALL, Replay.first(), CallEvents.NONE,
                Origin.INSIDE);
    }

    private void counting(ToolTraits traits) {
        host.tool(ToolDefinition.builder("count", "d").traits(traits),
                call -> CallToolResult.text("run " + runs.incrementAndGet() + " for " + call.caller().id()));
    }

    private String count(Map<String, @Nullable Object> arguments) {
        return text(result(host.call("team_count", arguments)));
    }

    private String count(Invocation invocation) {
        return text(result(host.call("team_count", Map.of(), invocation)));
    }

    @Test
    void theSameCallGetsTheSameResultUntilItsTimeIsOver() {
        counting(KEPT);
        assertThat(count(Map.of())).contains("run 1");
        clock.addAndGet(59_999);
        assertThat(count(Map.of())).contains("run 1");
        clock.addAndGet(1);
        assertThat(count(Map.of())).contains("run 2");
        assertThat(happened).containsExactly("miss", "stored", "hit", "miss", "stored");
    }

    @Test
    void aToolThatDoesNotSayThatItMayIsNeverAnsweredFromTheCache() {
        counting(ToolTraits.defaults().readOnly(true).idempotent(true));
        assertThat(List.of(count(Map.of()), count(Map.of()))).doesNotHaveDuplicates();
        assertThat(happened).isEmpty();
    }

    @Test
    void aTimeWithoutReadOnlyAndIdempotentKeepsNothing() {
        counting(ToolTraits.defaults().cacheFor(Duration.ofHours(1)));
        assertThat(List.of(count(Map.of()), count(Map.of()))).doesNotHaveDuplicates();
    }

    @Test
    void argumentsAreTheSameByTheirValueOnly() {
        counting(KEPT);
        Map<String, @Nullable Object> one = new HashMap<>();
        one.put("a", 1L);
        one.put("b", null);
        Map<String, @Nullable Object> other = new LinkedHashMap<>();
        other.put("b", null);
        other.put("a", new BigDecimal("1.0"));
        assertThat(count(one)).isEqualTo(count(other));
        assertThat(count(Map.of("a", 1L))).contains("run 2");
        assertThat(count(Map.of("a", new BigDecimal("0.1")))).contains("run 3");
        assertThat(count(Map.of("a", new BigDecimal("0.1000000000000000055511151231257827")))).contains("run 4");
        assertThat(count(Map.of("a", new BigDecimal("9007199254740993")))).contains("run 5");
        assertThat(count(Map.of("a", 9007199254740992L))).contains("run 6");
        assertThat(count(Map.of("a", "1"))).contains("run 7");
    }

    @Test
    void clientsNeverSeeEachOthersResults() {
        counting(KEPT);
        assertThat(count(by("ada"))).contains("run 1 for ada");
        assertThat(count(by("bob"))).contains("run 2 for bob");
        assertThat(count(by("ada", "admin"))).contains("run 3 for ada");
        assertThat(count(by("ada"))).contains("run 1 for ada");
    }

    @Test
    void clientsShareWhatIsDeclaredShared() {
        counting(ToolTraits.defaults().readOnly(true).idempotent(true).cacheSharedFor(Duration.ofMinutes(1)));
        assertThat(count(by("ada"))).contains("run 1 for ada");
        assertThat(count(by("bob"))).contains("run 1 for ada");
    }

    @Test
    void whoseAccessWasTakenAwayGetsNothingFromTheCache() {
        counting(KEPT);
        count(Map.of());
        host.with(new FakePolicy(host.registry).hiding("team_count"));
        assertThat(host.call("team_count", Map.of())).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void limitsAndTheCheckOfArgumentsComeFirst() {
        counting(KEPT);
        count(Map.of());
        AtomicInteger counted = new AtomicInteger();
        host.with((caller, target) -> {
            counted.incrementAndGet();
            return Optional.empty();
        });
        count(Map.of());
        assertThat(counted).hasValue(1);
    }

    @Test
    void aHitIsRecordedWithoutWaiting() {
        FakeTrail trail = new FakeTrail();
        host.with(trail);
        counting(KEPT);
        count(Map.of());
        assertThat(trail.begun.get(0).writer()).isNotNull();
        count(Map.of());
        assertThat(trail.begun).hasSize(2);
        assertThat(trail.begun.get(1).writer()).isNull();
        assertThat(trail.begun.get(1).outcomes()).containsExactly("ok");
    }

    @Test
    void failuresAreNotKept() {
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT),
                call -> CallToolResult.error("failure " + runs.incrementAndGet()));
        assertThat(count(Map.of())).contains("failure 1");
        assertThat(count(Map.of())).contains("failure 2");
    }

    @Test
    void whatAskedIsNotKept() {
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT), call -> {
            call.ask("sure", ElicitRequest.form("Sure?").build());
            return CallToolResult.text("run " + runs.incrementAndGet());
        });
        assertThat(host.call("team_count", Map.of())).isInstanceOf(Outcome.Asked.class);
        Replay answered = Replay.first().with(Map.of("sure", new InputAnswer.Elicited(
                new ElicitResult(ElicitResult.Action.ACCEPT, Map.of()))));
        Invocation again = TestHost.invocation(answered, CallEvents.NONE);
        assertThat(text(result(host.call("team_count", Map.of(), again)))).contains("run 1");
        assertThat(text(result(host.call("team_count", Map.of(), again)))).contains("run 2");
        assertThat(host.call("team_count", Map.of())).isInstanceOf(Outcome.Asked.class);
    }

    @Test
    void aKeptResultIsWhatItWasWhateverThePluginDoesWithItsMap() {
        Map<String, Object> own = new HashMap<>(Map.of("n", 1L));
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT), call -> CallToolResult.structured(own));
        host.call("team_count", Map.of());
        own.put("n", 2L);
        assertThat(result(host.call("team_count", Map.of())).structuredContent()).contains(Map.of("n", 1L));
    }

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CompletableFuture<CallToolResult> answer = new CompletableFuture<>();

    private void waiting(ToolTraits traits) {
        host.tool(ToolDefinition.builder("count", "d").traits(traits), call -> {
            runs.incrementAndGet();
            call.builtFrom("tag");
            entered.countDown();
            return answer.get();
        });
    }

    private CompletableFuture<Outcome<CallToolResult>> begin(Pipeline pipeline, String client) {
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        pipeline.callTool(by(client), "team_count", Map.of(), outcome::complete);
        return outcome;
    }

    @Test
    void theSameCallsAtOnceRunThePluginOnce() throws Exception {
        waiting(KEPT);
        Pipeline pipeline = host.pipeline();
        List<CompletableFuture<Outcome<CallToolResult>>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(begin(pipeline, "ada"));
        }
        CompletableFuture<Outcome<CallToolResult>> other = begin(pipeline, "bob");
        answer.complete(CallToolResult.text("done"));
        for (CompletableFuture<Outcome<CallToolResult>> call : calls) {
            assertThat(text(result(await(call)))).contains("done");
        }
        await(other);
        assertThat(runs).hasValue(2);
        assertThat(cache.statistics().joined()).isEqualTo(49);
    }

    @Test
    void aCancelledLeaderDoesNotCancelThoseWhoFollow() throws Exception {
        waiting(KEPT);
        Pipeline pipeline = host.pipeline();
        CompletableFuture<Outcome<CallToolResult>> first = new CompletableFuture<>();
        RunningCall leader = pipeline.callTool(by("ada"), "team_count", Map.of(), first::complete);
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Outcome<CallToolResult>> second = begin(pipeline, "ada");
        CompletableFuture<Outcome<CallToolResult>> third = begin(pipeline, "ada");
        leader.cancel();
        assertThat(await(first)).isInstanceOf(Outcome.Cancelled.class);
        answer.complete(CallToolResult.text("done"));
        assertThat(text(result(await(second)))).contains("done");
        assertThat(text(result(await(third)))).contains("done");
        assertThat(runs).hasValue(2);
    }

    @Test
    void aCancelledFollowerEndsAtOnce() throws Exception {
        waiting(KEPT);
        Pipeline pipeline = host.pipeline();
        CompletableFuture<Outcome<CallToolResult>> first = begin(pipeline, "ada");
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Outcome<CallToolResult>> second = new CompletableFuture<>();
        pipeline.callTool(by("ada"), "team_count", Map.of(), second::complete).cancel();
        assertThat(await(second)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(first).isNotDone();
        answer.complete(CallToolResult.text("done"));
        await(first);
    }

    @Test
    void followersSeeTheFailureOfTheirOwnCallAndNeverThatOfAnotherClient() throws Exception {
        waiting(KEPT);
        Pipeline pipeline = host.pipeline();
        CompletableFuture<Outcome<CallToolResult>> first = begin(pipeline, "ada");
        CompletableFuture<Outcome<CallToolResult>> second = begin(pipeline, "ada");
        answer.complete(CallToolResult.error("no"));
        assertThat(result(await(first)).isError()).isTrue();
        assertThat(result(await(second)).isError()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void followersOfASharedResultRunByThemselvesWhenItFails() throws Exception {
        waiting(ToolTraits.defaults().readOnly(true).idempotent(true).cacheSharedFor(Duration.ofMinutes(1)));
        Pipeline pipeline = host.pipeline();
        CompletableFuture<Outcome<CallToolResult>> first = begin(pipeline, "ada");
        CompletableFuture<Outcome<CallToolResult>> second = begin(pipeline, "bob");
        answer.complete(CallToolResult.error("no"));
        await(first);
        await(second);
        assertThat(runs).hasValue(2);
    }

    @Test
    void aResultWhoseSourceChangesMeanwhileIsNotKeptAndNotGivenToThoseWhoWait() throws Exception {
        waiting(KEPT);
        Pipeline pipeline = host.pipeline();
        CompletableFuture<Outcome<CallToolResult>> first = begin(pipeline, "ada");
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        host.registry.changed("team", "tag");
        CompletableFuture<Outcome<CallToolResult>> second = begin(pipeline, "ada");
        answer.complete(CallToolResult.text("done"));
        await(first);
        await(second);
        assertThat(runs).hasValue(2);
        assertThat(happened).contains("outdated", "stored");
    }

    @Test
    void whatIsClearedWhileItIsMadeIsNotKept() throws Exception {
        waiting(KEPT);
        Pipeline pipeline = host.pipeline();
        CompletableFuture<Outcome<CallToolResult>> first = begin(pipeline, "ada");
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        cache.clear(Optional.of("team"), Optional.empty());
        answer.complete(CallToolResult.text("done"));
        await(first);
        await(begin(pipeline, "ada"));
        assertThat(runs).hasValue(2);
    }

    @Test
    void anOldResultIsGivenWhileANewOneIsMadeAsTheClientThatAsked() {
        counting(KEPT.staleFor(Duration.ofSeconds(60)));
        count(by("ada"));
        clock.addAndGet(61_000);
        assertThat(count(by("ada"))).contains("run 1");
        await().untilAsserted(() -> assertThat(count(by("ada"))).contains("run 2 for ada"));
        assertThat(happened).contains("stale");
    }

    @Test
    void anOldResultIsGivenWhereThePluginFailsUntilItsTimeIsOver() {
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT.staleFor(Duration.ofSeconds(60))),
                call -> runs.incrementAndGet() == 1 ? CallToolResult.text("good") : CallToolResult.error("bad"));
        count(Map.of());
        clock.addAndGet(61_000);
        assertThat(count(Map.of())).contains("good");
        await().untilAsserted(() -> assertThat(runs).hasValue(2));
        assertThat(count(Map.of())).contains("good");
        assertThat(runs).hasValue(2);
        clock.addAndGet(60_000);
        assertThat(count(Map.of())).contains("bad");
    }

    @Test
    void anOldResultIsNotGivenWhenItsSourceHasChanged() {
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT.staleFor(Duration.ofSeconds(60))), call -> {
            call.builtFrom("tag");
            return CallToolResult.text("run " + runs.incrementAndGet());
        });
        count(Map.of());
        clock.addAndGet(61_000);
        host.registry.changed("team", "tag");
        assertThat(count(Map.of())).contains("run 2");
    }

    @Test
    void aToolThatChangesSomethingTakesAwayWhatWasBuiltFromIt() {
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT), call -> {
            call.builtFrom("datasource:orders/item");
            return CallToolResult.text("run " + runs.incrementAndGet());
        });
        host.tool(ToolDefinition.builder("write", "d")
                .traits(ToolTraits.defaults().changes(Set.of("datasource:orders/item"))),
                call -> CallToolResult.text("written"));
        host.tool(ToolDefinition.builder("other", "d")
                .traits(ToolTraits.defaults().changes(Set.of("datasource:orders/customer"))),
                call -> CallToolResult.text("written"));
        count(Map.of());
        host.call("team_other", Map.of());
        assertThat(count(Map.of())).contains("run 1");
        host.call("team_write", Map.of());
        assertThat(count(Map.of())).contains("run 2");
    }

    @Test
    void whatIsBuiltFromTheResultOfAnotherToolIsBuiltFromItsSources() {
        host.runtime.grantTools("team_inner");
        host.tool(ToolDefinition.builder("inner", "d").traits(KEPT), call -> {
            call.builtFrom("tag");
            return CallToolResult.text("inner");
        });
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT), call -> {
            call.tools().call("team_inner", Map.of());
            return CallToolResult.text("run " + runs.incrementAndGet());
        });
        count(Map.of());
        assertThat(count(Map.of())).contains("run 1");
        host.registry.changed("team", "tag");
        assertThat(count(Map.of())).contains("run 2");
        cache.clear(Optional.empty(), Optional.of("team_count"));
        assertThat(count(Map.of())).as("the inner result comes from the cache now").contains("run 3");
        host.registry.changed("team", "tag");
        assertThat(count(Map.of())).contains("run 4");
    }

    @Test
    void theLookUpsOfEachToolAreCounted() {
        counting(KEPT);
        host.call("team_count", Map.of());
        CacheStatistics statistics = cache.statistics();
        assertThat(statistics.memory().entries()).isEqualTo(1);
        assertThat(statistics.tools()).singleElement()
                .satisfies(entry -> assertThat(entry.name()).isEqualTo("team_count"));
    }

    @Test
    void whatAnAbandonedCallChangesLaterTakesAwayWhatWasBuiltMeanwhile() throws Exception {
        AtomicInteger stock = new AtomicInteger(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT), call -> {
            call.builtFrom("datasource:orders/item");
            return CallToolResult.text("stock " + stock.get());
        });
        host.tool(ToolDefinition.builder("write", "d")
                .traits(ToolTraits.defaults().changes(Set.of("datasource:orders/item"))), call -> {
                    begun.countDown();
                    boolean waits = true;
                    while (waits) {
                        try {
                            waits = !goOn.await(20, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            waits = true; // as a driver that finishes its statement
                        }
                    }
                    stock.set(2);
                    return CallToolResult.text("written");
                });
        CompletableFuture<Outcome<CallToolResult>> write = new CompletableFuture<>();
        RunningCall running = host.pipeline().callTool(by("ada"), "team_write", Map.of(), write::complete);
        begun.await();
        running.cancel();
        await(write);
        assertThat(count(Map.of())).contains("stock 1");
        goOn.countDown();
        await().untilAsserted(() -> assertThat(count(Map.of())).contains("stock 2"));
    }

    @Test
    void anOldResultIsMadeAnewOnceHoweverLongThatTakes() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        host.tool(ToolDefinition.builder("count", "d").traits(KEPT.staleFor(Duration.ofSeconds(60))), call -> {
            int run = runs.incrementAndGet();
            if (run > 1) {
                goOn.await();
            }
            return CallToolResult.text("run " + run);
        });
        count(Map.of());
        clock.addAndGet(61_000);
        count(Map.of());
        await().untilAsserted(() -> assertThat(runs).hasValue(2));
        clock.addAndGet(6_000);
        assertThat(count(Map.of())).contains("run 1");
        goOn.countDown();
        await().untilAsserted(() -> assertThat(count(Map.of())).contains("run 2"));
        assertThat(runs).hasValue(2);
    }
}
