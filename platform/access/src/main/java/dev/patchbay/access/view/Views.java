package dev.patchbay.access.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.access.policy.AccessState;
import dev.patchbay.access.policy.ClientFacts;
import dev.patchbay.access.policy.Grant;
import dev.patchbay.access.policy.Lines;
import dev.patchbay.access.rule.CompiledRule;
import dev.patchbay.access.rule.RuleSubject;
import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.catalog.view.ViewContent;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.enablement.EntryKind;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The views of all clients for one catalog and one policy. Clients for whom the same is enabled share one view, and so do
 * those who see the same for different reasons. What the next policy does not change is taken over by {@link #next}.
 *
 * <p>Threads: any. The first of several threads that need a new view makes it, the others wait for that, as long as they
 * would take themselves.
 */
public final class Views {
    private static final int MAX_CALLERS = 20_000;
    /** In entries of views, of some 50 bytes each. */
    private static final int MAX_ENTRIES = 2_000_000;
    private static final int PER_VIEW = 20;
    private static final ViewContent NOTHING = new ViewContent(List.of(), List.of(), List.of(), List.of(), List.of(),
            uri -> false);

    private final Catalog catalog;
    private final AccessState state;
    private final List<ToolEntry> searchTools;
    private final OverriddenTools overridden;
    private final AtomicLong count;
    private final Cache<CallerKey, Known> byCaller = Caffeine.newBuilder().maximumSize(MAX_CALLERS)
            .executor(Runnable::run).build();
    private final Cache<GrantKey, View> byGrants;
    private final Cache<ContentKey, View> byContent;

    /**
     * What a caller is and sees.
     *
     * @param facts what follows from the policy, empty if there is no such client or it is disabled
     * @param view what it sees
     */
    public record Seen(Optional<ClientFacts> facts, View view) {}

    private record CallerKey(String id, String method, Set<String> roles) {}

    /** Holds the view weakly, so that what many callers see is bounded by the caches of views. */
    private record Known(Optional<ClientFacts> facts, WeakReference<View> view) {}

    /** All that the content of a view is made from, beside the catalog. */
    private record GrantKey(Set<Lines> lines, boolean searchMode, List<ToolEntry> searchTools, List<CompiledRule> rules,
            List<List<Object>> read) {}

    /** All that tells one view from another of the same catalog. */
    private record ContentKey(List<Object> lists, Set<String> readable, List<CompiledRule> rules,
            List<List<Object>> read) {}

    /** Creates the views of a catalog that nobody may see anything of, as the first in a chain. */
    public static Views first(Catalog catalog, AccessState state) {
        return new Views(catalog, state, List.of(), new OverriddenTools(), new AtomicLong(), null);
    }

    private Views(Catalog catalog, AccessState state, List<ToolEntry> searchTools, OverriddenTools overridden,
            AtomicLong count, @Nullable Views previous) {
        this.catalog = catalog;
        this.state = state;
        this.searchTools = searchTools;
        this.overridden = overridden;
        this.count = count;
        if (previous != null && previous.catalog == catalog) {
            this.byGrants = previous.byGrants;
            this.byContent = previous.byContent;
        } else {
            this.byGrants = views();
            this.byContent = views();
        }
    }

    private static <K> Cache<K, View> views() {
        return Caffeine.newBuilder().maximumWeight(MAX_ENTRIES).weigher((K key, View view) -> PER_VIEW
                + view.callableTools().size() + view.prompts().size() + view.resources().size()
                + view.templates().size()).executor(Runnable::run).build();
    }

    /**
     * Returns the views of what is current now.
     *
     * @param nextCatalog the catalog
     * @param nextState the policy
     * @param tools the tools that clients in search mode get
     * @return the views
     */
    public Views next(Catalog nextCatalog, AccessState nextState, List<ToolEntry> tools) {
        return new Views(nextCatalog, nextState, List.copyOf(tools), overridden, count, this);
    }

    /**
     * Returns whether these are the views of a catalog and a policy.
     *
     * @param otherCatalog the catalog
     * @param otherState the policy
     * @return whether they are these very objects
     */
    public boolean isOf(Catalog otherCatalog, AccessState otherState) {
        return catalog == otherCatalog && state == otherState;
    }

    /**
     * Returns the policy.
     *
     * @return the policy that these are views of
     */
    public AccessState state() {
        return state;
    }

    /**
     * Returns the catalog.
     *
     * @return the catalog that these are views of
     */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Returns how many views were made so far, in the whole chain.
     *
     * @return the number
     */
    public long made() {
        return count.get();
    }

    /**
     * Returns what a caller is and sees.
     *
     * @param caller who calls
     * @return what it is, and the same view until something changes
     */
    public Seen of(Caller caller) {
        CallerKey key = key(caller);
        Known known = byCaller.getIfPresent(key);
        View view = known == null ? null : known.view().get();
        if (known != null && view != null) {
            return new Seen(known.facts(), view);
        }
        Optional<ClientFacts> facts = state.facts(caller);
        View made = facts.map(this::view).orElseGet(() -> shared(NOTHING, null));
        byCaller.put(key, new Known(facts, new WeakReference<>(made)));
        return new Seen(facts, made);
    }

    private static CallerKey key(Caller caller) {
        return caller instanceof ClientIdentity identity
                ? new CallerKey(caller.id(), identity.method(), identity.tokenRoles())
                : new CallerKey(caller.id(), ClientIdentity.LOCAL_METHOD, Set.of());
    }

    private View view(ClientFacts facts) {
        Set<Lines> lines = facts.enabled().stream().map(ClientFacts.Enabled::lines).collect(Collectors.toSet());
        List<CompiledRule> rules = state.viewRules();
        boolean isSearching = facts.client().searchMode();
        GrantKey key = new GrantKey(lines, isSearching, isSearching ? searchTools : List.of(), rules,
                rules.stream().map(rule -> rule.read(facts.rule())).toList());
        return byGrants.get(key, missing -> {
            count.incrementAndGet();
            return shared(builder(facts, Views::unheard).build(searchTools), facts);
        });
    }

    private static void unheard(Considered considered) {
        // nobody asks why while views are made
    }

    /**
     * Prepares the view of a client once more, for whoever wants to hear why.
     *
     * @param facts the client
     * @param listener is told what is decided about each enabled entry
     * @return what makes the view of this client whenever it is made
     */
    public ViewBuilder builder(ClientFacts facts, Consumer<Considered> listener) {
        return new ViewBuilder(catalog, facts, state.viewRules(), overridden, listener);
    }

    private View shared(ViewContent content, @Nullable ClientFacts facts) {
        Set<String> readable = new HashSet<>();
        List<CompiledRule> ruling = List.of();
        List<List<Object>> read = List.of();
        if (facts != null) {
            facts.grants().stream().filter(grant -> grant.kind() == EntryKind.RESOURCE).map(Grant::pattern)
                    .forEach(readable::add);
            boolean readsSomething = !readable.isEmpty() || !content.templates().isEmpty();
            ruling = !readsSomething ? List.of()
                    : state.viewRules().stream().filter(rule -> rule.concerns(RuleSubject.Kind.RESOURCE)).toList();
            read = ruling.stream().map(rule -> rule.read(facts.rule())).toList();
        }
        ContentKey key = new ContentKey(List.of(content.tools(), content.listed(), content.prompts(),
                content.resources(), content.templates()), readable, ruling, read);
        return byContent.get(key, missing -> View.of(catalog, content));
    }
}
