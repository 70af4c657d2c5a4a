package dev.patchbay.access;

import dev.patchbay.access.explain.CredentialStates;
import dev.patchbay.access.explain.Explain;
import dev.patchbay.access.explain.PluginStates.PluginState;
import dev.patchbay.access.limit.CallLimiter;
import dev.patchbay.access.limit.LimitSettings;
import dev.patchbay.access.limit.Quotas;
import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.Authorizer.Decision;
import dev.patchbay.invocation.Authorizer.Request;
import dev.patchbay.invocation.CallEvents;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.PipelineOptions;
import dev.patchbay.invocation.Replay;
import dev.patchbay.invocation.Target;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.IdentityLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A catalog, a policy, and everything that decides by them. */
final class TestAccess implements AutoCloseable {
    /** A Monday, 10:30 in Berlin. */
    static final Instant MONDAY = Instant.parse("2026-11-23T09:30:00Z");

    final TestCatalog catalog = new TestCatalog();
    final TestPolicy policy = new TestPolicy();
    final AccessRegistry access = new AccessRegistry(policy::data);
    final List<PluginState> plugins = new ArrayList<>(
            List.of(new PluginState("github", "github", true, "started", "")));
    final List<ApiKey> keys = new ArrayList<>();
    volatile Instant now = MONDAY;
    final EnablementAuthorizer authorizer = new EnablementAuthorizer(catalog.registry, access, () -> now);
    private final Quotas quotas = Quotas.unwritten(() -> now);
    final CallLimiter limiter = new CallLimiter(access::state, LimitSettings.DEFAULT, quotas, () -> now);
    final Explain explain = new Explain(authorizer, limiter, new CredentialStates() {
        @Override
        public List<ApiKey> keys(String client) {
            return keys.stream().filter(key -> key.clientId().equals(client)).toList();
        }

        @Override
        public List<IdentityLink> links(String client) {
            return List.of();
        }
    }, () -> plugins, () -> now);

    private record NoCapabilities(boolean elicitation, boolean sampling, boolean roots)
            implements
                ClientCapabilities {}

    TestAccess reload() {
        access.reload();
        return this;
    }

    static ClientIdentity key(String client) {
        return new ClientIdentity(client, client, Set.of(), Set.of(), false, ClientIdentity.KEY, "k1",
                Optional.empty());
    }

    static ClientIdentity token(String client, Set<String> roles, String... scopes) {
        return new ClientIdentity(client, client, roles, Set.of(scopes), true, ClientIdentity.TOKEN, "t1",
                Optional.empty(), roles);
    }

    View view(String client) {
        return authorizer.view(key(client));
    }

    List<String> tools(String client) {
        return view(client).tools().stream().map(ToolEntry::name).toList();
    }

    Decision decide(ClientIdentity caller, String tool, Map<String, @Nullable Object> arguments) {
        ToolEntry entry = authorizer.view(caller).tool(tool).orElseThrow();
        return authorizer.decide(new Request(caller, new Target(Target.Kind.TOOL, tool, entry.original().name(),
                entry.runtime().instance(), Optional.of(entry.definition().traits())), arguments));
    }

    Pipeline pipeline() {
        return new Pipeline(authorizer, limiter, AuditTrail.OFF, PipelineOptions.defaults());
    }

    static Invocation invocation(ClientIdentity caller) {
        return new Invocation(caller, new NoCapabilities(false, false, false), Replay.first(), CallEvents.NONE,
                Origin.INSIDE);
    }

    Outcome<CallToolResult> call(String client, String tool, Map<String, @Nullable Object> arguments) {
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        pipeline().callTool(invocation(key(client)), tool, arguments, outcome::complete);
        return outcome.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        access.close();
        quotas.close();
        catalog.close();
    }
}
