package dev.patchbay.tests.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.AccessRegistry;
import dev.patchbay.access.EnablementAuthorizer;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.search.SearchTools;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.CallEvents;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Limiter;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.PipelineOptions;
import dev.patchbay.invocation.Replay;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.tests.access.Cell.Entry;
import dev.patchbay.tests.access.Cell.Kind;
import dev.patchbay.tests.access.Cell.Method;
import dev.patchbay.tests.access.Oracle.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every combination of client, token, enablement, condition and method, against {@link Oracle}. */
class AuthorizationMatrixTest {
    private static final int SAMPLE = 2_000;
    private static final int SHOWN = 20;

    private static Database database;
    private static AccessRegistry access;
    private static SearchTools search;
    private static CatalogRegistry catalogs;
    private static EnablementAuthorizer authorizer;
    private static Pipeline pipeline;

    @BeforeAll
    static void enter() {
        database = Database.open(DatabaseSettings.inMemory());
        MatrixPolicy.store(database);
        catalogs = MatrixCatalog.published();
        access = AccessRegistry.of(database);
        authorizer = new EnablementAuthorizer(catalogs, access, InstantSource.system());
        search = new SearchTools(authorizer::view);
        authorizer.searchTools(search.entries());
        pipeline = new Pipeline(authorizer, Limiter.NONE, AuditTrail.OFF, PipelineOptions.defaults());
    }

    @AfterAll
    static void end() {
        search.close();
        access.close();
        database.close();
    }

    @Test
    void noCellDiffersFromTheOracle() {
        List<Cell> cells = Cell.all();
        assertThat(cells).hasSizeGreaterThanOrEqualTo(50_000);
        assertThat(differing(cells, AuthorizationMatrixTest::dispatched, Oracle::of)).isEmpty();
        assertThat(cells).extracting(Oracle::of).contains(Answer.values());
    }

    @Test
    void noSampledCellDiffersOverHttpInEitherEra() throws Exception {
        List<Cell> cells = new ArrayList<>(Cell.all());
        Collections.shuffle(cells, new Random(7));
        List<Cell> modern = cells.subList(0, SAMPLE / 2);
        List<Cell> legacy = cells.subList(SAMPLE / 2, SAMPLE);
        try (MatrixOverHttp http = new MatrixOverHttp(catalogs, pipeline)) {
            assertThat(differing(modern, http::modern, Oracle::ofListening)).isEmpty();
            assertThat(differing(legacy, http::legacy, Oracle::of)).isEmpty();
        }
    }

    /** Asks one cell. */
    @FunctionalInterface
    private interface Road {
        Answer ask(Cell cell) throws Exception;
    }

    private static List<String> differing(List<Cell> cells, Road road, Function<Cell, Answer> oracle) {
        List<String> differing = new ArrayList<>();
        for (Cell cell : cells) {
            Object answer;
            try {
                answer = road.ask(cell);
            } catch (Exception e) {
                answer = e;
            }
            if (answer != oracle.apply(cell) && differing.size() < SHOWN) {
                differing.add(cell + ": " + answer + " instead of " + oracle.apply(cell));
            }
        }
        return differing;
    }

    private static Answer dispatched(Cell cell) {
        ClientIdentity caller = MatrixCaller.of(cell.client().id(), cell.token());
        Entry entry = cell.entry();
        View view = pipeline.view(caller);
        return switch (cell.method()) {
            case LIST -> listed(view, entry);
            case LIST_TEMPLATES -> seen(view.templates().stream().anyMatch(one -> one.uriTemplate().equals(
                    entry.template())));
            case SUBSCRIBE -> pipeline.whyNotRead(caller, entry.uri()).map(AuthorizationMatrixTest::answer)
                    .orElse(Answer.YES);
            case USE, USE_WITH_REFUSED_ARGUMENT, COMPLETE -> used(cell, caller);
        };
    }

    private static Answer listed(View view, Entry entry) {
        return seen(switch (entry.kind()) {
            case READING_TOOL, WRITING_TOOL -> view.tools().stream().anyMatch(one -> one.name().equals(entry.name()));
            case PROMPT -> view.prompts().stream().anyMatch(one -> one.name().equals(entry.name()));
            case RESOURCE -> view.resources().stream().anyMatch(one -> one.uri().equals(entry.uri()));
        });
    }

    private static Answer seen(boolean isSeen) {
        return isSeen ? Answer.YES : Answer.UNKNOWN;
    }

    private static Answer used(Cell cell, ClientIdentity caller) {
        AtomicReference<Outcome<?>> outcome = new AtomicReference<>();
        Invocation invocation = new Invocation(caller, NoCapabilities.NONE, Replay.first(), CallEvents.NONE,
                Origin.INSIDE);
        Entry entry = cell.entry();
        String word = cell.method() == Method.USE_WITH_REFUSED_ARGUMENT ? "refused" : "fine";
        if (cell.method() == Method.COMPLETE) {
            pipeline.complete(invocation, entry.kind() == Kind.PROMPT
                    ? new CompletionReference.OfPrompt(entry.name(), "word")
                    : new CompletionReference.OfTemplate(entry.template(), "id"), "x", Map.of(), outcome::set);
        } else if (entry.isTool()) {
            pipeline.callTool(invocation, entry.name(), Map.of("word", word), outcome::set);
        } else if (entry.kind() == Kind.PROMPT) {
            pipeline.getPrompt(invocation, entry.name(), Map.of("word", word), outcome::set);
        } else {
            pipeline.readResource(invocation, entry.uri(), outcome::set);
        }
        return answer(Objects.requireNonNull(outcome.get(), "it answers at once"));
    }

    private static Answer answer(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Completed<?>(dev.patchbay.api.tool.CallToolResult result) when result.isError() ->
                    Answer.FORBIDDEN;
            case Outcome.Completed<?> completed -> Answer.YES;
            case Outcome.Refused<?> refused -> switch (refused.reason()) {
                case UNKNOWN_TOOL, UNKNOWN_PROMPT, RESOURCE_NOT_FOUND, UNKNOWN_REFERENCE -> Answer.UNKNOWN;
                case INSUFFICIENT_SCOPE -> Answer.SCOPES;
                case FORBIDDEN -> Answer.FORBIDDEN;
                default -> throw new IllegalStateException(refused.toString());
            };
            default -> throw new IllegalStateException(outcome.toString());
        };
    }
}
