package dev.patchbay.access.view;

import dev.patchbay.access.policy.Grant;
import dev.patchbay.access.policy.NamePatterns;
import dev.patchbay.access.policy.ToolsetCheck;
import dev.patchbay.access.rule.RuleSubject;
import dev.patchbay.access.view.Considered.Result;
import dev.patchbay.access.view.OverriddenTools.UnusableOverrideException;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.ToolOverride;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The tools of a view. A tool that is enabled as it is keeps its name whatever toolsets say; of two overrides with one
 * name the one of the tool that comes first in the catalog is shown, and of one tool that of the toolset whose name
 * comes first. Used once.
 */
final class ToolSelection {
    private final Catalog catalog;
    private final NamePatterns<Grant> grants;
    private final OverriddenTools overridden;
    private final Function<RuleSubject, Optional<String>> hiding;
    private final Consumer<Considered> listener;
    /** What is shown of each tool, in the order of the catalog. */
    private final Map<ToolEntry, List<ToolEntry>> shown = new LinkedHashMap<>();
    private final Map<String, ToolEntry> names = new HashMap<>();

    ToolSelection(Catalog catalog, List<Grant> grants, OverriddenTools overridden,
            Function<RuleSubject, Optional<String>> hiding, Consumer<Considered> listener) {
        this.catalog = catalog;
        this.grants = new NamePatterns<>(grants, Grant::pattern);
        this.overridden = overridden;
        this.hiding = hiding;
        this.listener = listener;
    }

    List<ToolEntry> select() {
        Map<ToolEntry, List<Grant>> changed = new LinkedHashMap<>();
        for (ToolEntry tool : catalog.tools()) {
            List<Grant> enabling = grants.matching(tool.name());
            if (!enabling.isEmpty() && isAllowed(tool, enabling)) {
                shown.put(tool, new ArrayList<>());
                List<Grant> plain = enabling.stream().filter(grant -> grant.override().isEmpty()).toList();
                if (!plain.isEmpty()) {
                    show(tool, tool, plain);
                }
                if (plain.size() < enabling.size()) {
                    changed.put(tool, overriding(tool, enabling));
                }
            }
        }
        changed.forEach(this::showOverridden);
        return shown.values().stream().flatMap(List::stream).toList();
    }

    private List<Grant> overriding(ToolEntry tool, List<Grant> enabling) {
        List<Grant> usable = new ArrayList<>();
        for (Grant grant : enabling) {
            Optional<ToolOverride> override = grant.override();
            if (override.isPresent()) {
                // Of the line in the toolset; what depends on the tool is found when it is applied
                Optional<String> problem = ToolsetCheck.problem(grant.pattern(), override.get());
                if (problem.isEmpty()) {
                    usable.add(grant);
                } else {
                    tell(tool, tool.name(), List.of(grant), Result.UNUSABLE_OVERRIDE, problem.get());
                }
            }
        }
        usable.sort(Comparator.comparing(grant -> grant.toolset().orElse("")));
        return usable;
    }

    private boolean isAllowed(ToolEntry tool, List<Grant> enabling) {
        if (ToolsetCheck.isReserved(tool.name())) {
            tell(tool, tool.name(), enabling, Result.RESERVED_NAME, "");
            return false;
        }
        Optional<String> rule = hiding.apply(new RuleSubject(RuleSubject.Kind.TOOL, tool.name(),
                tool.runtime().instance(), Optional.of(tool.definition().traits())));
        rule.ifPresent(name -> tell(tool, tool.name(), enabling, Result.HIDDEN_BY_RULE, name));
        return rule.isEmpty();
    }

    private void showOverridden(ToolEntry tool, List<Grant> enabling) {
        Map<ToolOverride, List<Grant>> byOverride = new LinkedHashMap<>();
        enabling.forEach(grant -> grant.override().ifPresent(
                override -> byOverride.computeIfAbsent(override, key -> new ArrayList<>()).add(grant)));
        byOverride.forEach((override, sources) -> {
            try {
                show(tool, overridden.apply(tool, override), sources);
            } catch (UnusableOverrideException e) {
                String name = override.name();
                tell(tool, name == null ? tool.name() : name, sources, Result.UNUSABLE_OVERRIDE,
                        String.valueOf(e.getMessage()));
            }
        });
    }

    private void show(ToolEntry tool, ToolEntry entry, List<Grant> sources) {
        ToolEntry holder = names.putIfAbsent(entry.name(), entry);
        if (holder == null) {
            shown.computeIfAbsent(tool, key -> new ArrayList<>()).add(entry);
            tell(tool, entry.name(), sources, Result.VISIBLE, "");
        } else {
            tell(tool, entry.name(), sources, Result.NAME_TAKEN, holder.original().name());
        }
    }

    private void tell(ToolEntry tool, String name, List<Grant> sources, Result result, String detail) {
        listener.accept(new Considered(EntryKind.TOOL, tool.name(), name, sources, result, detail));
    }
}
