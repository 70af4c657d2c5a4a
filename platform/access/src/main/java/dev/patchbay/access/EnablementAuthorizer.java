package dev.patchbay.access;

import dev.patchbay.access.policy.AccessState;
import dev.patchbay.access.policy.ClientFacts;
import dev.patchbay.access.view.Views;
import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.ReservedNames;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.invocation.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides by what administrators enabled for a client, directly, by its roles and by toolsets: what nothing enables does
 * not exist for it. Views are kept until the catalog or the policy changes, so that finding one costs a look-up.
 *
 * <p>Threads: any; nothing blocks.
 */
public final class EnablementAuthorizer implements Authorizer {
    private final CatalogRegistry catalogs;
    private final AccessRegistry access;
    private final InstantSource clock;
    private volatile List<ToolEntry> searchTools = List.of();
    private volatile Views views;

    /**
     * Creates the authorizer.
     *
     * @param catalogs the catalog
     * @param access the policy
     * @param clock the time, for rules that read it
     */
    public EnablementAuthorizer(CatalogRegistry catalogs, AccessRegistry access, InstantSource clock) {
        this.catalogs = catalogs;
        this.access = access;
        this.clock = clock;
        this.views = Views.first(catalogs.current(), access.state());
        catalogs.follow(catalog -> renewed()); // else plugins that are gone stay in memory while nobody calls
    }

    /**
     * Sets the tools that clients in search mode get listed instead of their own. They are exempt from rules and
     * requirements: what is called through them is decided when it is called.
     *
     * @param tools the tools, whose names are {@link ReservedNames#TOOLS}; set once, before the first call
     */
    public synchronized void searchTools(List<ToolEntry> tools) {
        searchTools = List.copyOf(tools);
        views = views.next(catalogs.current(), access.state(), searchTools);
    }

    /**
     * Returns the views of what is current now.
     *
     * @return the views
     */
    public Views views() {
        Views known = views;
        return known.isOf(catalogs.current(), access.state()) ? known : renewed();
    }

    private synchronized Views renewed() {
        Catalog catalog = catalogs.current();
        AccessState state = access.state();
        if (!views.isOf(catalog, state)) {
            views = views.next(catalog, state, searchTools);
        }
        return views;
    }

    @Override
    public View view(Caller caller) {
        return views().of(caller).view();
    }

    @Override
    public Decision decide(Request request) {
        Views current = views();
        Optional<ClientFacts> facts = current.of(request.caller()).facts();
        if (facts.isEmpty()) {
            return new Decision.Denied("not_enabled", "This client may call nothing.", Map.of());
        }
        Target target = request.target();
        if (target.kind() == Target.Kind.TOOL && ReservedNames.TOOLS.contains(target.original())) {
            return Decision.ALLOWED;
        }
        return new CallChecks(current.state(), facts.get(), request, clock.instant()).decide();
    }

    @Override
    public void onViewsChanged(Runnable listener) {
        access.addListener(listener);
    }
}
