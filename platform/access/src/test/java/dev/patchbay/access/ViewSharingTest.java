package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.view.View;
import dev.patchbay.store.enablement.Enablement.Target;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ViewSharingTest {
    private final TestAccess host = new TestAccess();

    @AfterEach
    void close() {
        host.close();
    }

    private long made() {
        return host.authorizer.views().made();
    }

    @Test
    void tenThousandClientsWithOneToolsetShareOneView() {
        host.policy.toolset("all", TestPolicy.tool("github_*"));
        IntStream.range(0, 10_000).forEach(i -> host.policy.client("c" + i).enable("c" + i, Target.TOOLSET, "all"));
        host.reload();

        Set<View> views = Collections.newSetFromMap(new IdentityHashMap<>());
        IntStream.range(0, 10_000).forEach(i -> views.add(host.view("c" + i)));

        assertThat(views).hasSize(1);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void clientsThatSeeTheSameForDifferentReasonsShareItToo() {
        host.policy.client("ada").enable("ada", Target.TOOL, "github_export").client("bob", "staff")
                .enableRole("staff", Target.TOOLSET, "exporters").toolset("exporters", TestPolicy.tool("github_exp*"));
        host.reload();

        assertThat(host.view("ada")).isSameAs(host.view("bob"));
    }

    @Test
    void clientsWithDifferentReadableUrisDoNotShareThoughTheirListsAreEqual() {
        host.policy.client("ada").enable("ada", Target.RESOURCE, "notes://a/*").client("bob").enable("bob",
                Target.RESOURCE, "notes://b/*");
        host.reload();

        assertThat(host.view("ada").resource("notes://a/1")).isPresent();
        assertThat(host.view("bob").resource("notes://a/1")).isEmpty();
        assertThat(host.view("ada").digest(Kind.RESOURCES)).isEqualTo(host.view("bob").digest(Kind.RESOURCES));
    }

    @Test
    void rulesOverUrisKeepTheViewsOfThoseApartWhomTheyTreatDifferently() {
        host.policy.client("ada").client("bob").enable("ada", Target.RESOURCE, "notes://*")
                .enable("bob", Target.RESOURCE, "notes://*")
                .rule("own", "entry.kind == 'resource'", "entry.uri.startsWith('notes://' + client.id)");
        host.reload();

        assertThat(host.view("ada").resource("notes://ada/1")).isPresent();
        assertThat(host.view("ada").resource("notes://bob/1")).isEmpty();
        assertThat(host.view("bob").resource("notes://bob/1")).isPresent();
    }

    @Test
    void aRuleThatTreatsEachClientByItselfDoesNotKeepEqualViewsApart() {
        host.policy.toolset("all", TestPolicy.tool("github_*")).rule("own", "entry.kind == 'resource'",
                "entry.uri.startsWith('notes://' + client.id)");
        IntStream.range(0, 50).forEach(i -> host.policy.client("c" + i).enable("c" + i, Target.TOOLSET, "all"));
        host.reload();

        Set<View> views = Collections.newSetFromMap(new IdentityHashMap<>());
        IntStream.range(0, 50).forEach(i -> views.add(host.view("c" + i)));

        assertThat(views).hasSize(1);
    }

    @Test
    void toolsetsOfEqualContentMakeOneViewAndAChangedOneAnother() {
        host.policy.client("ada").client("bob").enable("ada", Target.TOOLSET, "one")
                .enable("bob", Target.TOOLSET, "two")
                .toolset("one", TestPolicy.tool("github_export")).toolset("two", TestPolicy.tool("github_export"));
        host.reload();
        assertThat(host.view("ada")).isSameAs(host.view("bob"));
        assertThat(made()).isEqualTo(1);

        host.policy.toolset("two", TestPolicy.tool("github_export"), TestPolicy.tool("github_list_issues"));
        host.reload();

        assertThat(host.tools("ada")).hasSize(1);
        assertThat(host.tools("bob")).hasSize(2);
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aViewIsMadeOnceAndThenFound() {
        host.policy.client("ada").enable("ada", Target.TOOL, "github_*");
        host.reload();

        View first = host.view("ada");
        IntStream.range(0, 1_000).forEach(i -> assertThat(host.view("ada")).isSameAs(first));

        assertThat(made()).isEqualTo(1);
    }

    @Test
    void aChangeOfPolicyMakesOnlyTheViewsItConcerns() {
        host.policy.client("ada").client("bob").enable("ada", Target.TOOL, "github_*").enable("bob", Target.TOOL,
                "github_*");
        host.reload();
        View ada = host.view("ada");
        String prompts = host.view("bob").digest(Kind.PROMPTS);
        String tools = host.view("bob").digest(Kind.TOOLS);

        host.policy.enable("bob", Target.PROMPT, "github_review");
        host.reload();

        assertThat(host.view("ada")).isSameAs(ada);
        assertThat(host.view("bob").digest(Kind.TOOLS)).isEqualTo(tools);
        assertThat(host.view("bob").digest(Kind.PROMPTS)).isNotEqualTo(prompts);
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aToolThatIsTakenAwayIsGoneFromTheNextLookOn() {
        host.policy.client("ada").enable("ada", Target.TOOL, "github_export");
        host.reload();
        assertThat(host.view("ada").tool("github_export")).isPresent();

        host.policy.disable(Target.TOOL, "github_export");
        host.reload();

        assertThat(host.view("ada").tool("github_export")).isEmpty();
    }

    @Test
    void aChangeOfTheCatalogMakesNewViewsWithEqualDigestsWhereNothingIsNew() {
        host.policy.client("ada").enable("ada", Target.TOOL, "github_export");
        host.reload();
        View before = host.view("ada");

        host.catalog.tool("fresh", TestCatalog.READING, Map.of("type", "object"));
        host.catalog.publish();

        assertThat(host.view("ada")).isNotSameAs(before);
        assertThat(host.view("ada").digest(Kind.TOOLS)).isEqualTo(before.digest(Kind.TOOLS));
    }

    @Test
    void manyThreadsGetOneView() throws Exception {
        host.policy.client("ada").enable("ada", Target.TOOL, "github_*");
        host.reload();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<View>> looks = Collections.nCopies(64, () -> host.view("ada"));
            Set<View> views = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<View> look : threads.invokeAll(looks)) {
                views.add(look.get());
            }
            assertThat(views).hasSize(1);
        }
        assertThat(made()).isEqualTo(1);
    }
}
