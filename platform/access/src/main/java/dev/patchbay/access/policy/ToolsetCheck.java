package dev.patchbay.access.policy;

import dev.patchbay.catalog.ReservedNames;
import dev.patchbay.store.enablement.ToolOverride;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.ToolsetEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks of toolsets that need no catalog. */
public final class ToolsetCheck {
    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private ToolsetCheck() {}

    /**
     * Finds what is wrong with a toolset by itself.
     *
     * @param toolset the toolset
     * @return the problems, none if it can be used
     */
    public static List<ToolsetProblem> problems(Toolset toolset) {
        List<ToolsetProblem> problems = new ArrayList<>();
        for (ToolsetEntry entry : toolset.entries()) {
            ToolOverride override = entry.override();
            if (override != null) {
                problem(entry.name(), override)
                        .ifPresent(text -> problems.add(new ToolsetProblem(entry.name(), text)));
            }
        }
        return problems;
    }

    /**
     * Returns whether a name is one of those of the tools that search, or looks like one.
     *
     * @param name the name
     * @return whether nothing else may have it
     */
    public static boolean isReserved(String name) {
        return ReservedNames.TOOLS.contains(name.toLowerCase(Locale.ROOT).replace('1', 'l').replace('0', 'o')
                .replace('-', '_').replace('.', '_'));
    }

    /**
     * Finds what is wrong with an override by itself.
     *
     * @param pattern the tool that it is for
     * @param override the override
     * @return what is wrong and what to do
     */
    public static Optional<String> problem(String pattern, ToolOverride override) {
        String name = override.name();
        if (NamePatterns.isPrefix(pattern)) {
            return Optional.of("an override is for one tool, not for '" + pattern + "'; name the tool");
        }
        if (name != null && !TOOL_NAME.matcher(name).matches()) {
            return Optional.of("'" + name + "' is no name of a tool; use 1 to 128 of A-Z a-z 0-9 _ . -");
        }
        if (name != null && isReserved(name)) {
            return Optional.of("'" + name + "' is reserved for searching tools; choose another name");
        }
        String description = override.description();
        if (description != null && description.isBlank()) {
            return Optional.of("the description is blank; say what the tool does, or leave it out");
        }
        return override.fixed().entrySet().stream().filter(argument -> isNull(argument.getValue())).findFirst()
                .map(argument -> "the fixed argument '" + argument.getKey()
                        + "' has no value; give it one, or only hide it");
    }

    @SuppressWarnings("ConstantValue") // the store allows null here, though its type does not say so
    private static boolean isNull(Object value) {
        return value == null;
    }
}
