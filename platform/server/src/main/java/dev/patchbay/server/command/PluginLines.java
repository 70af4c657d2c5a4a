package dev.patchbay.server.command;

import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a running server says about its plugins, and about what has changed. Pure functions. */
final class PluginLines {
    private static final int SHOWN_NAMES = 5;
    private static final Set<String> QUIET = Set.of("discovered", "resolved", "pending", "draining", "superseded");

    private PluginLines() {}

    /** One line for each instance that serves. */
    static List<String> serving(PluginStatus plugins) {
        List<Instance> serving = plugins.instances().stream().filter(PluginLines::serves).toList();
        int width = serving.stream().mapToInt(instance -> title(instance).length()).max().orElse(0);
        return serving.stream().map(instance -> pad(title(instance), width) + "  " + contributions(instance)).toList();
    }

    /** One line for each JAR and instance that does not serve, with the reason. */
    static List<String> notServing(PluginStatus plugins) {
        List<String> lines = new ArrayList<>();
        for (Jar jar : plugins.jars()) {
            if (!isServing(jar.state()) && !hasInstance(plugins, jar)) {
                lines.add(jar.file() + ": " + reason(jar.state(), jar.cause().orElse("")));
            }
        }
        for (Instance instance : plugins.instances()) {
            if (!serves(instance)) {
                lines.add(instance.name() + ": " + reason(instance.state(), instance.cause().orElse("")));
            }
        }
        return lines;
    }

    /** One line for each thing that came, went, changed or failed. */
    static List<String> changes(ServerStatus before, ServerStatus after) {
        List<String> lines = new ArrayList<>();
        Map<String, Instance> old = new HashMap<>();
        before.plugins().instances().forEach(instance -> old.put(instance.name(), instance));
        for (Instance instance : after.plugins().instances()) {
            Instance was = old.remove(instance.name());
            if (serves(instance)) {
                if (was == null || !serves(was) || !was.version().equals(instance.version())
                        || !contributions(was).equals(contributions(instance))) {
                    lines.add("+ " + title(instance) + "  " + contributions(instance));
                }
                if (instance.state().equals("degraded") && (was == null || !was.cause().equals(instance.cause()))) {
                    lines.add("! " + instance.name() + ": " + reason(instance.state(), instance.cause().orElse("")));
                }
            } else if (!QUIET.contains(instance.state()) && (was == null || !was.state().equals(instance.state())
                    || !was.cause().equals(instance.cause()))) {
                lines.add("! " + instance.name() + ": " + reason(instance.state(), instance.cause().orElse("")));
            }
            newOnes(was == null ? List.of() : was.warnings(), instance.warnings())
                    .forEach(warning -> lines.add("! " + instance.name() + ": " + warning));
            newOnes(was == null ? List.of() : was.lostCalls(), instance.lostCalls())
                    .forEach(call -> lines.add("! " + instance.name() + ": a call does not end: " + call));
        }
        old.values().forEach(gone -> lines.add("- " + title(gone) + " is gone"));
        changedJars(before, after, lines);
        newOnes(before.plugins().leaks(), after.plugins().leaks())
                .forEach(leak -> lines.add("! " + leak.instance() + " " + leak.version()
                        + ": its classes are still in memory, held by " + holders(leak)));
        return lines;
    }

    private static void changedJars(ServerStatus before, ServerStatus after, List<String> lines) {
        Map<String, Jar> old = new HashMap<>();
        before.plugins().jars().forEach(jar -> old.put(jar.file(), jar));
        for (Jar jar : after.plugins().jars()) {
            Jar was = old.get(jar.file());
            boolean news = was == null || !was.state().equals(jar.state()) || !was.cause().equals(jar.cause());
            if (news && jar.state().equals("failed") && !hasInstance(after.plugins(), jar)) {
                lines.add("! " + jar.file() + ": " + reason(jar.state(), jar.cause().orElse("")));
            }
        }
    }

    /** The warnings of JARs, each with the files it is about. */
    static Map<String, List<String>> warnings(List<Jar> jars) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        jars.forEach(jar -> jar.warnings()
                .forEach(warning -> files.computeIfAbsent(warning, each -> new ArrayList<>()).add(jar.file())));
        return files;
    }

    static String holders(ServerStatus.Leak leak) {
        return leak.threads().isEmpty() ? "no thread" : "thread " + String.join(", ", leak.threads());
    }

    private static <T> List<T> newOnes(List<T> before, List<T> after) {
        Set<T> old = new HashSet<>(before);
        return after.stream().filter(each -> !old.contains(each)).toList();
    }

    private static boolean hasInstance(PluginStatus plugins, Jar jar) {
        return jar.id().isPresent()
                && plugins.instances().stream().anyMatch(instance -> instance.plugin().equals(jar.id().get()));
    }

    static boolean serves(Instance instance) {
        return isServing(instance.state());
    }

    /** Whether what has this state is called; if it is degraded, not all of it. */
    static boolean isServing(String state) {
        return state.equals("started") || state.equals("degraded");
    }

    private static String reason(String state, String cause) {
        return cause.isEmpty() ? state : state + ": " + cause;
    }

    private static String title(Instance instance) {
        return instance.name() + instance.version().map(version -> " " + version).orElse("");
    }

    static String contributions(Instance instance) {
        List<String> parts = new ArrayList<>();
        if (!instance.tools().isEmpty()) {
            parts.add(names(instance.tools(), "tools"));
        }
        if (!instance.prompts().isEmpty()) {
            parts.add("prompts " + names(instance.prompts(), "prompts"));
        }
        if (!instance.schemes().isEmpty()) {
            parts.add("resources "
                    + String.join(", ", instance.schemes().stream().map(scheme -> scheme + "://").toList()));
        }
        return parts.isEmpty() ? "contributes nothing" : String.join("; ", parts);
    }

    private static String names(List<String> names, String what) {
        return names.size() <= SHOWN_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN_NAMES)) + " and " + (names.size() - SHOWN_NAMES) + " more "
                        + what;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
