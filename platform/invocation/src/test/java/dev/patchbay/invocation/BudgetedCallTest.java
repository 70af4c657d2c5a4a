package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.invocation.Outcome.Reason;
import dev.patchbay.invocation.PipelineListener.Stage;
import dev.patchbay.invocation.budget.Budget;
import dev.patchbay.invocation.budget.BudgetOptions;
import dev.patchbay.invocation.budget.BudgetedCall;
import dev.patchbay.invocation.budget.ResultBudget;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.ResultCache;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Results that are larger than their client may get, on the way through the whole pipeline. */
class BudgetedCallTest {
    private static final String LONG = "a line of text\n".repeat(2000);

    private final TestHost host = new TestHost();
    private final FakeTrail trail = new FakeTrail();
    private final FakePolicy policy = new FakePolicy(host.registry);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private PipelineParts parts = PipelineParts.NONE;

    BudgetedCallTest() {
        // Bob may have more than others
        ResultBudget budget = new ResultBudget(BudgetOptions.DEFAULT.withStandard(new Budget(4000, 1000)),
                client -> client.equals("bob") ? Optional.of(Budget.NONE) : Optional.empty(), InstantSource.system(),
                new SecureRandom());
        parts = parts.withBudget(budget);
        host.with(trail).with(policy).with(parts.withListener((stage, what, target, value) -> {
            if (stage == Stage.BUDGET) {
                heard.add(what + " " + target.name() + " " + value);
            }
        }));
        host.tool("long", call -> CallToolResult.text(LONG));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private String rest(CallToolResult result) {
        if (result.content().getLast() instanceof ResourceLink link) {
            return link.uri();
        }
        throw new AssertionError("No link in " + result.content());
    }

    private String rest() {
        return rest(host.result("team_long"));
    }

    @Test
    void theRestIsReadAsAResourceThatNoPluginServes() {
        String uri = rest();

        Outcome<ReadResourceResult> page = host.read(uri);

        List<ResourceContents> contents = ((Outcome.Completed<ReadResourceResult>) page).result().contents();
        assertThat(((TextResourceContents) contents.getFirst()).text()).startsWith("a line of text\n");
        assertThat(contents.getFirst().uri()).isEqualTo(uri);
        assertThat(trail.begun).hasSize(2);
        assertThat(trail.begun.getLast().call.name()).isEqualTo(uri);
        assertThat(trail.begun.getLast().call.target().orElseThrow().instance()).isEqualTo(ResultBudget.INSTANCE);
        assertThat(trail.begun.getLast().outcomes()).containsExactly("ok");
    }

    @Test
    void aPageThatIsNotThereIsUnknownAsEveryResourceIs() {
        String uri = rest();
        Outcome.Refused<?> unknown = TestHost.refused(host.read("nothing://1"));

        Outcome.Refused<?> guessed = TestHost.refused(host.read(uri.replace("://", "://x")));

        assertThat(guessed.reason()).isEqualTo(unknown.reason()).isEqualTo(Reason.RESOURCE_NOT_FOUND);
        assertThat(guessed.message()).isEqualTo(unknown.message());
        assertThat(guessed.data().keySet()).isEqualTo(unknown.data().keySet());
        assertThat(trail.denied.getLast().reason()).isEqualTo("not_enabled");
    }

    @Test
    void aLargeResultThatWasKeptIsNotCutOnTheThreadThatServesOthers() throws Exception {
        try (ResultCache cache = new ResultCache(CacheOptions.defaults(), Optional.empty(), uri -> {
        }, System::currentTimeMillis)) {
            host.with(parts.withCache(cache));
            ToolTraits kept = ToolTraits.defaults().readOnly(true).idempotent(true)
                    .cacheSharedFor(Duration.ofMinutes(1));
            Invocation ofBob = new Invocation(new Bob(), TestHost.ALL, Replay.first(), CallEvents.NONE,
                    Origin.INSIDE);
            host.tool(ToolDefinition.builder("large", "d").traits(kept), call -> CallToolResult.text(LONG));
            host.tool(ToolDefinition.builder("small", "d").traits(kept), call -> CallToolResult.text("small"));
            host.call("team_large", Map.of(), ofBob);
            host.call("team_small", Map.of(), ofBob);

            assertThat(toldOn("team_large")).as("cut").isNotEqualTo(Thread.currentThread());
            assertThat(toldOn("team_large")).as("cut already").isEqualTo(Thread.currentThread());
            assertThat(toldOn("team_small")).as("small").isEqualTo(Thread.currentThread());
        }
    }

    private Thread toldOn(String tool) {
        CompletableFuture<Thread> told = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), tool, Map.of(),
                outcome -> told.complete(Thread.currentThread()));
        return TestHost.await(told);
    }

    @Test
    void whoMayNotCallTheToolAnyMoreDoesNotReadItsResult() {
        String uri = rest();
        policy.hiding("team_long");

        assertThat(TestHost.refused(host.read(uri)).reason()).isEqualTo(Reason.RESOURCE_NOT_FOUND);
    }

    @Test
    void aPageIsAllowedAsTheCallIsThatItCameFrom() {
        host.call("team_long", Map.of());
        String uri = rest(TestHost.result(host.call("team_long", Map.of("of", "x"))));
        policy.asked.clear();

        host.read(uri);
        policy.deciding(new Authorizer.Decision.MissingScopes(Set.of("long:read")));

        assertThat(TestHost.refused(host.read(uri)).reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
        assertThat(policy.asked).hasSize(2).allSatisfy(request -> {
            assertThat(request.target().kind()).isEqualTo(Target.Kind.TOOL);
            assertThat(request.target().original()).isEqualTo("team_long");
            assertThat(request.arguments()).isEqualTo(Map.of("of", "x"));
        });
    }

    @Test
    void readingAPageCounts() {
        String uri = rest();
        List<Target> counted = new CopyOnWriteArrayList<>();
        host.with((caller, target) -> {
            counted.add(target);
            return Optional.of(new Limiter.Hit("rate_limited", "Too often", Duration.ofSeconds(1)));
        });

        assertThat(TestHost.refused(host.read(uri)).reason()).isEqualTo(Reason.LIMIT);
        assertThat(counted).singleElement().satisfies(target -> assertThat(target.name()).isEqualTo(uri));
    }

    @Test
    void theEndOfACallIsRecordedAsTheClientSeesIt() {
        host.tool(ToolDefinition.builder("closed", "A tool").outputSchema(Map.of("type", "object", "properties",
                Map.of("text", Map.of("type", "string")), "additionalProperties", false)),
                call -> CallToolResult.structured(Map.of("text", LONG)));

        CallToolResult result = host.result("team_closed");

        assertThat(result.isError()).isTrue();
        assertThat(TestHost.error(result)).containsEntry("code", "result_too_large");
        assertThat(trail.only().outcomes()).containsExactly("error");
        assertThat(heard).singleElement().asString().startsWith("refused team_closed 3");
    }

    private record Bob() implements Caller {
        @Override
        public String id() {
            return "bob";
        }

        @Override
        public String displayName() {
            return id();
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }
    }

    @Test
    void theCacheKeepsTheWholeAndEachClientGetsWhatItMay() {
        AtomicInteger runs = new AtomicInteger();
        host.tool(ToolDefinition.builder("kept", "A tool").traits(ToolTraits.defaults().readOnly(true).idempotent(true)
                .cacheSharedFor(Duration.ofMinutes(1))), call -> {
                    runs.incrementAndGet();
                    return CallToolResult.text(LONG);
                });
        try (ResultCache cache = new ResultCache(CacheOptions.defaults(), Optional.empty(), uris -> {
        }, System::currentTimeMillis)) {
            host.with(parts.withCache(cache));

            CallToolResult first = host.result("team_kept");
            CallToolResult again = host.result("team_kept");
            CallToolResult whole = TestHost.result(host.call("team_kept", Map.of(), new Invocation(new Bob(),
                    TestHost.ALL, Replay.first(), CallEvents.NONE, Origin.INSIDE)));

            assertThat(runs).hasValue(1);
            assertThat(first.content()).hasSize(3);
            assertThat(again).isSameAs(first);
            assertThat(whole.content()).isEqualTo(CallToolResult.text(LONG).content());
        }
    }

    @Test
    void whatOneToolGetsOfAnotherIsWhole() {
        host.runtime.grantTools("team_long");
        host.tool("outer", call -> CallToolResult.text(
                String.valueOf(TestHost.text(call.tools().call("team_long", Map.of())).length() > LONG.length())));

        assertThat(TestHost.text(host.result("team_outer"))).contains("true");
        assertThat(heard).isEmpty();
    }

    @Test
    void theResultOfATaskIsCutToo() {
        host.tool(
                ToolDefinition.builder("work", "A tool")
                        .traits(ToolTraits.defaults().taskSupport(TaskSupport.OPTIONAL)),
                call -> CallToolResult.text(call.asTask() + LONG));
        List<Outcome<?>> ends = new CopyOnWriteArrayList<>();
        Tasking tasking = new Tasking() {
            @Override
            public boolean isOffered() {
                return true;
            }

            @Override
            public Optional<Duration> running() {
                return Optional.empty();
            }

            @Override
            public CompletableFuture<Begun> begin(String chain, RunningCall call) {
                return CompletableFuture.completedFuture(new Begun(Duration.ofMinutes(1), () -> {
                }, ends::add));
            }
        };

        host.pipeline().callTool(TestHost.invocation().withTasking(tasking), "team_work", Map.of(), outcome -> {
        });

        await().until(() -> !ends.isEmpty());
        String uri = rest((CallToolResult) ((Outcome.Completed<?>) ends.getFirst()).result());
        assertThat(host.read(uri)).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void nobodyIsToldOfChangesOfPages() {
        assertThat(host.pipeline().whyNotRead(TestHost.ADA, rest())).isPresent();
        assertThat(host.pipeline().resource(TestHost.ADA, rest())).isEmpty();
    }

    private static Object nested(Object value, int depth) {
        Object nested = value;
        for (int i = 0; i < depth; i++) {
            nested = List.of(nested);
        }
        return nested;
    }

    @Test
    void nothingThatIsTooLargePassesBecauseItsBytesAreFew() throws JsonMeter.Exceeded {
        ResultBudget budget = new ResultBudget(BudgetOptions.DEFAULT.withStandard(new Budget(4000, 1000)),
                client -> Optional.empty(), InstantSource.system(), new SecureRandom());
        Object deep = nested(List.of(), 45);
        Object branches = nested(Collections.nCopies(2, deep), 50);
        List<Object> worst = List.of("\u0001", "\"", "字", "é", Long.MIN_VALUE, new BigDecimal("1E-999"), 0.1 + 0.2,
                Map.of(), Map.of("\u0002", false), List.of(List.of(1, 2)), deep, branches);
        ToolEntry entry = TestHost.entry(ToolDefinition.builder("worst", "A tool").build(),
                call -> CallToolResult.text(""), host.runtime);
        BudgetedCall call = new BudgetedCall("ada", "team_worst", Map.of(), entry);
        for (Object value : worst) {
            for (int count = 1; count < 1200; count = count * 3 / 2 + 1) {
                Object json = value instanceof String text ? text.repeat(count) : Collections.nCopies(count, value);
                for (CallToolResult result : List.of(CallToolResult.structured(json),
                        CallToolResult.structured(json).withContent(List.of(ContentBlock.text("other"))))) {
                    JsonMeter meter = new JsonMeter(Long.MAX_VALUE);
                    meter.json(json);

                    assertThat(budget.fit(call, result, meter.bytes()).what()).as("%s times", count)
                            .isEqualTo(budget.fit(call, result, 0).what());
                }
            }
        }
    }

    @Test
    void aSmallResultPassesUntouched() {
        CallToolResult small = CallToolResult.text("small");
        host.tool("small", call -> small);

        assertThat(host.result("team_small")).isSameAs(small);
        assertThat(heard).isEmpty();
    }
}
