package dev.patchbay.endpoint.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.protocol.CacheScope;
import dev.patchbay.protocol.Cursor;
import dev.patchbay.protocol.EmptyResult;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServedListTest {
    private final CatalogRegistry registry = new CatalogRegistry();
    private List<String> sent = List.of();
    private @Nullable String next;
    private int encoded;
    private final ServedList<TemplateEntry> list = new ServedList<>(Kind.TEMPLATES, View::templates,
            entry -> entry.scheme().runtime().instance(), TemplateEntry::uriTemplate, (entries, cursor, hints) -> {
                sent = entries.stream().map(TemplateEntry::uriTemplate).toList();
                next = cursor;
                return EmptyResult.INSTANCE;
            }, result -> {
                encoded++;
                return new byte[0];
            }, new ListOptions(2, Duration.ZERO, CacheScope.PUBLIC));

    @Test
    void entriesComeByInstanceAndAsDeclared() {
        publish("users", "users://query", "users://create");
        publish("notes", "notes://z", "notes://a");

        assertThat(walk()).containsExactly("notes://z", "notes://a", "users://query", "users://create");
    }

    @Test
    void aWalkGoesOnWhereItWasWhenEntriesAreAdded() {
        publish("b", "b://1", "b://2", "b://3");
        page(null);
        publish("a", "a://1");
        publish("b", "b://0", "b://1", "b://2", "b://3");

        page(next);

        assertThat(sent).containsExactly("b://3");
    }

    @Test
    void nothingIsLeftOutWhenTheEntryOfTheCursorIsGone() {
        publish("a", "a://1", "a://2", "a://3", "a://4");
        page(null);
        publish("a", "a://1", "a://3", "a://4");

        List<String> rest = walkFrom(next);

        assertThat(rest).contains("a://3", "a://4").doesNotContain("a://2");
    }

    @Test
    void aWalkGoesOnWithTheNextInstanceWhenItsOwnIsGone() {
        publish("a", "a://1");
        publish("b", "b://1");
        publish("c", "c://1");
        page(null);
        registry.remove("b");

        assertThat(walkFrom(next)).containsExactly("c://1");
    }

    @Test
    void aReplacedGenerationIsNotKeptByTheListsThatWereServed() {
        WeakReference<InstanceRuntime> before = new WeakReference<>(publish("a", "a://1"));
        page(null);
        publish("a", "a://1"); // the same definitions: the list has not changed

        Awaitility.await().until(() -> {
            System.gc();
            return before.refersTo(null);
        });
    }

    @Test
    void onlyPagesOfAWalkAreKept() {
        publish("a", "a://1", "a://2", "a://3", "a://4", "a://5");
        page(null);
        page(null);
        String second = next;
        page(second);
        page(second);
        assertThat(encoded).isEqualTo(2);

        for (String madeUp : List.of("a\na://1", "a\na://3")) {
            page(new Cursor(madeUp).encode());
            page(new Cursor(madeUp).encode());
        }
        assertThat(encoded).isEqualTo(6);
    }

    private InstanceRuntime publish(String instance, String... templates) {
        InstanceRuntime runtime = new NoRuntime(instance);
        ResourceConnector connector = (uri, call) -> {
            throw new ResourceNotFoundException(uri);
        };
        SchemeEntry scheme = new SchemeEntry(instance, instance, connector, runtime);
        registry.put(new InstanceEntries(instance, List.of(), List.of(), List.of(scheme), List.of(),
                Arrays.stream(templates)
                        .map(uri -> new TemplateEntry(uri,
                                ResourceTemplateDefinition.of(uri, uri, "A template", "text/plain"), scheme))
                        .toList(),
                Map.of()));
        return runtime;
    }

    private void page(@Nullable String cursor) {
        assertThat(list.page(View.everything(registry.current()), cursor)).isPresent();
    }

    private List<String> walk() {
        page(null);
        List<String> all = new ArrayList<>(sent);
        all.addAll(walkFrom(next));
        return all;
    }

    private List<String> walkFrom(@Nullable String cursor) {
        List<String> all = new ArrayList<>();
        String from = cursor;
        while (from != null) {
            page(from);
            all.addAll(sent);
            from = next;
        }
        return all;
    }

    /** An instance that runs nothing. A class and no record: two generations are never equal. */
    private static final class NoRuntime implements InstanceRuntime {
        private final String instance;

        NoRuntime(String instance) {
            this.instance = instance;
        }

        @Override
        public String instance() {
            return instance;
        }

        @Override
        public String pluginId() {
            return instance;
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new AssertionError("a list runs nothing");
        }
    }
}
