package dev.patchbay.access.limit;

import dev.patchbay.access.policy.AccessData;
import dev.patchbay.access.policy.AccessState;
import dev.patchbay.access.policy.NamePatterns;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.Target;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Limit.Scope;
import dev.patchbay.store.identity.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which limits count a call, for one policy. Immutable. */
final class LimitTable {
    /** Typing asks for completions many times where a person calls once. */
    static final int COMPLETIONS_PER_CALL = 5;

    private final AccessState state;
    private final LimitSettings settings;
    private final Map<String, Limit> clients = new HashMap<>();
    private final Map<String, NamePatterns<Limit>> clientTools = new HashMap<>();
    private final NamePatterns<Limit> tools;
    private final Map<String, Limit> instances = new HashMap<>();
    private final Optional<Limit> global;

    LimitTable(AccessState state, LimitSettings settings) {
        this.state = state;
        this.settings = settings;
        AccessData data = state.data();
        Map<String, List<Limit>> byClient = new HashMap<>();
        List<Limit> byTool = new ArrayList<>();
        for (Limit limit : data.limits()) {
            switch (limit.scope()) {
                case CLIENT -> clients.put(client(limit), limit);
                case CLIENT_TOOL -> byClient.computeIfAbsent(client(limit), key -> new ArrayList<>()).add(limit);
                case TOOL -> byTool.add(limit);
                case PLUGIN -> instances.put(name(limit), limit);
                case GLOBAL -> {
                    // found below
                }
            }
        }
        byClient.forEach((client, limits) -> clientTools.put(client, new NamePatterns<>(limits, LimitTable::name)));
        this.tools = new NamePatterns<>(byTool, LimitTable::name);
        this.global = data.limits().stream().filter(limit -> limit.scope() == Scope.GLOBAL).findFirst();
    }

    private static String client(Limit limit) {
        return Objects.requireNonNull(limit.client());
    }

    private static String name(Limit limit) {
        return Objects.requireNonNull(limit.name());
    }

    boolean isOf(AccessState other) {
        return state == other;
    }

    AccessState state() {
        return state;
    }

    /** The limits that count a call, the narrowest first. */
    List<AppliedLimit> of(String client, Target target) {
        List<AppliedLimit> applied = new ArrayList<>(4);
        if (target.kind() == Target.Kind.TOOL) {
            ofTool(client, target, applied);
        }
        applied.add(ofClient(client, target));
        Limit instance = instances.get(target.instance());
        if (instance != null) {
            applied.add(new AppliedLimit(Scope.PLUGIN, List.of(target.instance()), instance.callsPerMinute(),
                    "set for the plugin"));
        }
        Integer everywhere = global.map(Limit::callsPerMinute).orElse(settings.globalCallsPerMinute());
        if (everywhere != null) {
            applied.add(new AppliedLimit(Scope.GLOBAL, List.of(), everywhere, "set for all calls"));
        }
        return applied;
    }

    private void ofTool(String client, Target target, List<AppliedLimit> applied) {
        String tool = target.original();
        NamePatterns<Limit> own = clientTools.get(client);
        List<Limit> found = own == null ? List.of() : own.matching(tool);
        if (!found.isEmpty()) {
            applied.add(new AppliedLimit(Scope.CLIENT_TOOL, List.of(client, tool), found.getFirst().callsPerMinute(),
                    "set for the client and '" + found.getFirst().name() + "'"));
        } else if (target.traits().filter(ToolTraits::heavy).isPresent()) {
            applied.add(new AppliedLimit(Scope.CLIENT_TOOL, List.of(client, tool), settings.heavyCallsPerMinute(),
                    "the default for a heavy tool"));
        }
        List<Limit> all = tools.matching(tool);
        if (!all.isEmpty()) {
            applied.add(new AppliedLimit(Scope.TOOL, List.of(tool), all.getFirst().callsPerMinute(),
                    "set for '" + all.getFirst().name() + "'"));
        }
    }

    private AppliedLimit ofClient(String client, Target target) {
        Integer own = state.client(client).map(Client::callsPerMinute).orElse(null);
        Limit set = clients.get(client);
        int calls = own != null ? own : set != null ? set.callsPerMinute() : settings.callsPerMinute();
        String origin = own != null || set != null ? "set for the client" : "the default for a client";
        return switch (target.kind()) {
            case PROMPT_COMPLETION, TEMPLATE_COMPLETION -> new AppliedLimit(Scope.CLIENT,
                    List.of(client, "completions"), (int) Math.min(Integer.MAX_VALUE,
                            (long) calls * COMPLETIONS_PER_CALL),
                    origin + ", for completions " + COMPLETIONS_PER_CALL + " times as many");
            case TOOL, PROMPT, RESOURCE -> new AppliedLimit(Scope.CLIENT, List.of(client), calls, origin);
        };
    }
}
