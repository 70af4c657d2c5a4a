package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.view.View;

/** Everybody sees and may call everything. */
final class DevPolicy implements Authorizer {
    private final CatalogRegistry registry;
    private volatile View view;

    DevPolicy(CatalogRegistry registry) {
        this.registry = registry;
        this.view = View.everything(registry.current());
        registry.follow(catalog -> view = View.everything(catalog));
    }

    @Override
    public View view(Caller caller) {
        Catalog current = registry.current();
        View known = view;
        return known.catalog() == current ? known : View.everything(current);
    }

    @Override
    public Decision decide(Request request) {
        return Decision.ALLOWED;
    }
}
