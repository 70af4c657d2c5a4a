package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.catalog.view.ViewContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Shows everything but what a test hides, and decides what a test says. Keeps what it was asked. */
final class FakePolicy implements Authorizer {
    private final CatalogRegistry registry;
    private final Set<String> hidden = new HashSet<>();
    private UnaryOperator<ViewContent> shape = UnaryOperator.identity();
    private Predicate<String> readable = uri -> true;
    private volatile boolean broken;
    private volatile Decision decision = Decision.ALLOWED;
    final List<Request> asked = new ArrayList<>();

    FakePolicy(CatalogRegistry registry) {
        this.registry = registry;
    }

    FakePolicy hiding(String name) {
        hidden.add(name);
        return this;
    }

    FakePolicy reading(Predicate<String> uris) {
        readable = uris;
        return this;
    }

    /** Changes what is seen, such as by a toolset. */
    FakePolicy shaped(UnaryOperator<ViewContent> change) {
        shape = change;
        return this;
    }

    FakePolicy deciding(Decision always) {
        decision = always;
        return this;
    }

    @Override
    public View view(Caller caller) {
        Catalog catalog = registry.current();
        List<ToolEntry> tools = catalog.tools().stream().filter(tool -> !hidden.contains(tool.name())).toList();
        return View.of(catalog, shape.apply(new ViewContent(tools, tools,
                catalog.prompts().stream().filter(prompt -> !hidden.contains(prompt.name())).toList(),
                List.copyOf(catalog.resources()),
                catalog.templates().stream().filter(template -> !hidden.contains(template.uriTemplate())).toList(),
                readable)));
    }

    /** From now on every decision fails. */
    void breakDown() {
        broken = true;
    }

    @Override
    public Decision decide(Request request) {
        asked.add(request);
        if (broken) {
            throw new IllegalStateException("broken by the test");
        }
        return decision;
    }
}
