package dev.patchbay.server.running;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.catalog.view.ViewContent;
import dev.patchbay.invocation.Authorizer;
import java.util.List;

/** Serve mode as long as nothing can be enabled: nobody sees anything. */
record NothingEnabled(CatalogRegistry registry) implements Authorizer {
    private static final ViewContent NOTHING = new ViewContent(List.of(), List.of(), List.of(), List.of(), List.of(),
            uri -> false);

    @Override
    public View view(Caller caller) {
        return View.of(registry.current(), NOTHING);
    }

    @Override
    public Decision decide(Request request) {
        return Decision.ALLOWED;
    }
}
