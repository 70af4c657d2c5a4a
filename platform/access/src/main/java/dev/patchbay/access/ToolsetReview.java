package dev.patchbay.access;

import dev.patchbay.access.policy.AccessState;
import dev.patchbay.access.policy.ToolsetCheck;
import dev.patchbay.access.policy.ToolsetProblem;
import dev.patchbay.access.view.OverriddenTools;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.enablement.ToolOverride;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.ToolsetEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a toolset before it is saved, against the catalog and the other toolsets. What can only be seen later, such as a
 * new plugin that takes a name, leaves the overridden tool out of the view, and is explained.
 *
 * <p>Threads: any; compiles schemas, so not on an I/O thread.
 */
public final class ToolsetReview {
    private final CatalogRegistry catalogs;
    private final AccessRegistry access;

    /**
     * Creates it.
     *
     * @param catalogs the catalog
     * @param access the policy
     */
    public ToolsetReview(CatalogRegistry catalogs, AccessRegistry access) {
        this.catalogs = catalogs;
        this.access = access;
    }

    /**
     * Finds what is wrong with a toolset.
     *
     * @param toolset the toolset as it would be saved
     * @return the problems, none if it may be saved
     */
    public List<ToolsetProblem> problems(Toolset toolset) {
        List<ToolsetProblem> problems = new ArrayList<>(ToolsetCheck.problems(toolset));
        if (!problems.isEmpty()) {
            return problems;
        }
        OverriddenTools tools = new OverriddenTools();
        for (ToolsetEntry entry : toolset.entries()) {
            ToolOverride override = entry.override();
            if (override != null) {
                review(toolset, entry, override, tools,
                        text -> problems.add(new ToolsetProblem(entry.name(), text)));
            }
        }
        return problems;
    }

    private void review(Toolset toolset, ToolsetEntry entry, ToolOverride override, OverriddenTools tools,
            Consumer<String> problems) {
        Catalog catalog = catalogs.current();
        Optional<ToolEntry> tool = catalog.tool(entry.name());
        if (tool.isPresent()) {
            try {
                tools.apply(tool.get(), override);
                unfitting(tool.get(), override).forEach(problems);
            } catch (OverriddenTools.UnusableOverrideException e) {
                problems.accept(String.valueOf(e.getMessage()));
            }
        }
        String shown = entry.shownName();
        if (!shown.equals(entry.name())) {
            catalog.tool(shown).ifPresent(holder -> problems.accept("a tool of instance "
                    + holder.runtime().instance() + " is named '" + shown + "' already; choose another name"));
            others(toolset).stream().filter(other -> clashes(other, entry, shown)).findFirst().ifPresent(
                    other -> problems.accept("'" + shown + "' is what toolset " + other.name()
                            + " names another tool, and both are enabled together; choose another name"));
        }
    }

    private static List<String> unfitting(ToolEntry tool, ToolOverride override) {
        return tool.input().check(override.fixed()).stream().filter(violation -> isAbout(violation, override))
                .map(violation -> "the fixed argument " + violation.path() + " " + violation.problem()).toList();
    }

    private static boolean isAbout(Violation violation, ToolOverride override) {
        String path = violation.path();
        return !violation.problem().startsWith("is required") && override.fixed().keySet().stream().anyMatch(
                argument -> path.equals(argument) || path.startsWith(argument + ".")
                        || path.startsWith(argument + "["));
    }

    private static boolean clashes(Toolset other, ToolsetEntry entry, String shown) {
        return other.entries().stream().anyMatch(one -> one.override() != null && one.shownName().equals(shown)
                && !one.name().equals(entry.name()));
    }

    /** The toolsets that some client has together with this one. */
    private List<Toolset> others(Toolset toolset) {
        AccessState state = access.state();
        Set<Set<String>> together = new HashSet<>();
        state.data().clients().forEach(client -> together.add(toolsets(state, client.id(), client.roles())));
        Set<String> names = together.stream().filter(set -> set.contains(toolset.name())).flatMap(Set::stream)
                .filter(name -> !name.equals(toolset.name())).collect(Collectors.toSet());
        return state.data().toolsets().stream().filter(other -> names.contains(other.name())).toList();
    }

    private static Set<String> toolsets(AccessState state, String client, Set<String> roles) {
        return Stream.concat(state.enablements(Subject.CLIENT, client).stream(),
                roles.stream().flatMap(role -> state.enablements(Subject.ROLE, role).stream()))
                .filter(one -> one.targetKind() == Target.TOOLSET).map(Enablement::target).collect(Collectors.toSet());
    }
}
