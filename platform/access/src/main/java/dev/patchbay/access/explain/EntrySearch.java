package dev.patchbay.access.explain;

import dev.patchbay.access.explain.PluginStates.PluginState;
import dev.patchbay.access.policy.AccessState;
import dev.patchbay.access.policy.ClientFacts;
import dev.patchbay.access.policy.Grant;
import dev.patchbay.access.policy.NamePatterns;
import dev.patchbay.access.view.Considered;
import dev.patchbay.access.view.ViewBuilder;
import dev.patchbay.access.view.Views;
import dev.patchbay.access.view.Views.Seen;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.Target;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.EntryKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The steps from the catalog to the client's view. */
final class EntrySearch {
    private final Views views;
    private final Question question;
    private final List<PluginState> plugins;
    private final List<Step> steps;
    private final String name;

    EntrySearch(Views views, Question question, List<PluginState> plugins, List<Step> steps) {
        this.views = views;
        this.question = question;
        this.plugins = plugins;
        this.steps = steps;
        this.name = question.name();
    }

    /**
     * Adds the steps.
     *
     * @return the entry if the client sees it under the name
     */
    Optional<FoundEntry> find() {
        Seen seen = views.of(question.caller());
        Optional<FoundEntry> found = seen.facts().flatMap(facts -> found(facts, seen.view()));
        List<Considered> considered = seen.facts().map(this::considered).orElse(List.of());
        Optional<String> instance = instance(found, considered);
        if (found.isEmpty() && instance.isEmpty()) {
            ownersByName().stream().filter(this::isOwner).forEach(plugin -> plugin(plugin, true));
            plugins.forEach(this::waiting);
            add("entry", Step.Result.REFUSED, ReasonCode.ENTRY_UNKNOWN, "The catalog has no " + what() + ".",
                    NearNames.question(NearNames.of(name, known())));
            ownersByName().stream().filter(plugin -> !isOwner(plugin)).forEach(plugin -> plugin(plugin, false));
            return Optional.empty();
        }
        add("entry", Step.Result.PASSED, ReasonCode.ENTRY_FOUND,
                "The catalog has it" + instance.map(owner -> ", from instance " + owner).orElse("") + ".", "");
        instance.ifPresent(owner -> plugins.stream().filter(plugin -> plugin.instance().equals(owner))
                .forEach(plugin -> {
                    plugin(plugin, true);
                    waiting(plugin);
                }));
        if (seen.facts().isPresent()) {
            enablement(seen.facts().get(), found, considered);
        }
        return found;
    }

    private void add(String station, Step.Result result, ReasonCode code, String text, String change) {
        steps.add(new Step(station, result, code, text, change));
    }

    private String what() {
        return switch (question.kind()) {
            case TOOL -> "tool";
            case PROMPT -> "prompt";
            case RESOURCE -> "plugin for the resource";
            case TEMPLATE -> "template";
        } + " '" + name + "'";
    }

    /** The same look-ups as those of a call. */
    private Optional<FoundEntry> found(ClientFacts facts, View view) {
        return switch (question.kind()) {
            case TOOL -> view.tool(name).map(tool -> new FoundEntry(facts, new Target(Target.Kind.TOOL, name,
                    tool.original().name(), tool.runtime().instance(), Optional.of(tool.definition().traits())),
                    tool.preset()));
            case PROMPT -> view.prompt(name).map(prompt -> new FoundEntry(facts,
                    new Target(Target.Kind.PROMPT, name, prompt.runtime().instance()), Optional.empty()));
            case RESOURCE -> view.resource(name).map(scheme -> new FoundEntry(facts,
                    new Target(Target.Kind.RESOURCE, name, scheme.runtime().instance()), Optional.empty()));
            case TEMPLATE -> view.template(name).map(template -> new FoundEntry(facts,
                    new Target(Target.Kind.TEMPLATE_COMPLETION, name, template.scheme().runtime().instance()),
                    Optional.empty()));
        };
    }

    private List<Considered> considered(ClientFacts facts) {
        List<Considered> heard = new ArrayList<>();
        ViewBuilder builder = views.builder(facts, considered -> {
            boolean isMeant = considered.name().equals(name) || considered.shownAs().equals(name);
            if (considered.kind() == question.kind() && considered.kind() != EntryKind.RESOURCE && isMeant) {
                heard.add(considered);
            }
        });
        builder.build(List.of());
        if (question.kind() == EntryKind.RESOURCE) {
            builder.consider(name).ifPresent(heard::add);
        }
        return heard;
    }

    private Optional<String> instance(Optional<FoundEntry> found, List<Considered> considered) {
        Catalog catalog = views.catalog();
        return found.map(entry -> entry.target().instance()).or(() -> switch (question.kind()) {
            case TOOL -> catalog.tool(name).or(() -> considered.stream().findFirst()
                    .flatMap(first -> catalog.tool(first.name()))).map(tool -> tool.runtime().instance());
            case PROMPT -> catalog.prompt(name).map(prompt -> prompt.runtime().instance());
            case RESOURCE -> catalog.scheme(name).map(SchemeEntry::runtime).map(runtime -> runtime.instance());
            case TEMPLATE -> catalog.template(name).map(template -> template.scheme().runtime().instance());
        });
    }

    private Collection<String> known() {
        Catalog catalog = views.catalog();
        return switch (question.kind()) {
            case TOOL -> catalog.tools().stream().map(ToolEntry::name).toList();
            case PROMPT -> catalog.prompts().stream().map(PromptEntry::name).toList();
            case RESOURCE -> catalog.resources().stream().map(resource -> resource.uri()).toList();
            case TEMPLATE -> catalog.templates().stream().map(TemplateEntry::uriTemplate).toList();
        };
    }

    /** The instances that would have it, by the prefix of the name; all that do not serve, where names tell nothing. */
    private List<PluginState> ownersByName() {
        List<PluginState> byPrefix = plugins.stream().filter(plugin -> !plugin.namespace().isEmpty()
                && name.startsWith(plugin.namespace() + "_")).toList();
        return byPrefix.isEmpty() ? plugins.stream().filter(plugin -> !plugin.isServing()).toList() : byPrefix;
    }

    /** Whether the name says that it would be of this instance. */
    private boolean isOwner(PluginState plugin) {
        return !plugin.namespace().isEmpty()
                && (name.startsWith(plugin.namespace() + "_") || name.equals(plugin.namespace()));
    }

    private void waiting(PluginState plugin) {
        String text = plugin.waiting().get(name);
        if (text != null) {
            boolean isServed = views.catalog().tool(name).isPresent() || views.catalog().prompt(name).isPresent();
            add("plugin", isServed ? Step.Result.NOTED : Step.Result.REFUSED, ReasonCode.DEFINITION_WAITING, text,
                    "Look at it with 'patchbay plugin show', and approve it.");
        }
    }

    private static ReasonCode code(String status) {
        return switch (status) {
            case "pending", "waiting_for_approval" -> ReasonCode.PLUGIN_PENDING;
            case "rejected" -> ReasonCode.PLUGIN_REJECTED;
            case "quarantined" -> ReasonCode.PLUGIN_QUARANTINED;
            default -> ReasonCode.PLUGIN_NOT_SERVING;
        };
    }

    private static String change(ReasonCode code) {
        return switch (code) {
            case PLUGIN_PENDING -> "Look at it with 'patchbay plugin show', and approve it.";
            case PLUGIN_REJECTED -> "Replace the JAR, or withdraw the refusal.";
            case PLUGIN_QUARANTINED -> "End the quarantine with 'patchbay plugin release'.";
            default -> "Start or repair the plugin.";
        };
    }

    private void plugin(PluginState plugin, boolean isOwner) {
        String detail = plugin.detail().isEmpty() ? "" : ": " + plugin.detail();
        if (plugin.isServing()) {
            add("plugin", Step.Result.PASSED, ReasonCode.PLUGIN_SERVING,
                    "Instance " + plugin.instance() + " serves.", "");
            health(plugin);
            if (!plugin.next().isEmpty()) {
                add("plugin", Step.Result.NOTED, ReasonCode.PLUGIN_PENDING, plugin.next(),
                        change(ReasonCode.PLUGIN_PENDING));
            }
            if (!plugin.notGiven().isEmpty()) {
                add("plugin", Step.Result.NOTED, ReasonCode.GRANT_MISSING, "Instance " + plugin.instance()
                        + " asks for " + String.join("; ", plugin.notGiven()) + ", which it is not given: what needs it"
                        + " fails.", "Give it with 'patchbay plugin grant', or leave it so.");
            }
        } else {
            ReasonCode code = code(plugin.status());
            add("plugin", isOwner && code != ReasonCode.PLUGIN_NOT_SERVING
                    ? Step.Result.REFUSED
                    : Step.Result.NOTED, code,
                    "Instance " + plugin.instance() + " does not serve, it is "
                            + plugin.status().replace('_', ' ') + detail + ".",
                    change(code));
        }
    }

    private void health(PluginState plugin) {
        String own = plugin.health().entries().get(inCatalog());
        String why = own == null ? plugin.health().trouble() : own;
        if (!why.isEmpty()) {
            add("breaker", Step.Result.REFUSED, ReasonCode.BREAKER_OPEN,
                    why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + ".",
                    "Wait, it lets calls through again after a time; look into the log for why they fail.");
        } else if (plugin.status().equals("degraded")) {
            add("plugin", Step.Result.NOTED, ReasonCode.PLUGIN_DEGRADED,
                    "Instance " + plugin.instance() + " is degraded: " + plugin.detail() + ".",
                    "Look into the log for why its calls fail.");
        }
    }

    /** A toolset may show a tool under another name; resources are guarded by their scheme. */
    private String inCatalog() {
        if (question.kind() == EntryKind.RESOURCE || question.kind() == EntryKind.TEMPLATE) {
            int end = name.indexOf("://");
            return end < 0 ? name : name.substring(0, end + 3);
        }
        return views.of(question.caller()).facts()
                .flatMap(facts -> found(facts, views.of(question.caller()).view()))
                .map(entry -> entry.target().original()).orElse(name);
    }

    private void enablement(ClientFacts facts, Optional<FoundEntry> found, List<Considered> considered) {
        if (found.isPresent()) {
            String sources = considered.stream().filter(one -> one.shownAs().equals(name))
                    .filter(one -> one.result() == Considered.Result.VISIBLE).flatMap(one -> one.grants().stream())
                    .map(Grant::source).distinct().collect(Collectors.joining("; "));
            String original = found.get().target().original();
            add("enablement", Step.Result.PASSED, ReasonCode.ENABLED, "Enabled by "
                    + (sources.isEmpty() ? "search mode" : sources)
                    + (original.equals(name) ? "." : ", which shows the tool " + original + " under this name."), "");
            if (question.kind() == EntryKind.TOOL && facts.client().searchMode()) {
                add("enablement", Step.Result.NOTED, ReasonCode.SEARCH_MODE,
                        "The client searches its tools: this one can be called, but is not listed.",
                        "Turn search mode off for the client to have it listed.");
            }
        } else if (considered.isEmpty()) {
            add("enablement", Step.Result.REFUSED, ReasonCode.NOT_ENABLED,
                    "Nothing enables it for the client '" + question.client() + "'.", wouldEnable(views.state()));
        } else {
            considered.forEach(this::notShown);
        }
    }

    private void notShown(Considered one) {
        String sources = one.grants().stream().map(Grant::source).distinct().collect(Collectors.joining("; "));
        switch (one.result()) {
            case VISIBLE -> add("enablement", Step.Result.REFUSED, ReasonCode.RENAMED, "The client has it as '"
                    + one.shownAs() + "', by " + sources + ".", "Call it by that name, or enable it as it is too.");
            case HIDDEN_BY_RULE -> add("enablement", Step.Result.REFUSED, ReasonCode.HIDDEN_BY_RULE,
                    "Enabled by " + sources + ", but hidden by " + one.detail() + ".", "Change the rule.");
            case NAME_TAKEN -> add("enablement", Step.Result.REFUSED, ReasonCode.NAME_TAKEN,
                    "Enabled by " + sources + " as '" + one.shownAs() + "', a name that " + one.detail()
                            + " has for this client.",
                    "Choose another name in the toolset.");
            case UNUSABLE_OVERRIDE -> add("enablement", Step.Result.REFUSED, ReasonCode.UNUSABLE_OVERRIDE,
                    "Enabled by " + sources + ", which cannot show it: " + one.detail() + ".", "Change the toolset.");
            case NOT_PLAIN_URI -> add("enablement", Step.Result.REFUSED, ReasonCode.URI_NOT_PLAIN,
                    "The URI would match " + sources + ", but has dot segments, backslashes, control characters or"
                            + " needless escapes.",
                    "Write the URI plainly.");
            case RESERVED_NAME -> add("enablement", Step.Result.REFUSED, ReasonCode.RESERVED_NAME,
                    "The name is reserved for the tools that search.", "Give the plugin a namespace.");
        }
    }

    private String wouldEnable(AccessState state) {
        TreeSet<String> ways = new TreeSet<>();
        state.data().toolsets().stream().filter(toolset -> toolset.entries().stream().anyMatch(entry -> entry
                .kind() == question.kind()
                && (NamePatterns.matches(entry.name(), name)
                        || entry.shownName().equals(name))))
                .forEach(toolset -> ways.add("enable the toolset " + toolset.name() + " for it"));
        state.data().enablements().stream().filter(enablement -> enablement.subjectKind() == Subject.ROLE)
                .filter(enablement -> state.grants(enablement).stream()
                        .anyMatch(grant -> grant.kind() == question.kind()
                                && NamePatterns.matches(grant.pattern(), name)))
                .forEach(enablement -> ways.add("give it the role " + enablement.subject()));
        ways.add("enable '" + name + "' for it");
        String text = String.join(", or ", ways);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
