package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plugin as an administrator reads it before deciding. Pure functions over the answer of the server. */
final class PluginText {
    private final List<String> lines = new ArrayList<>();

    private PluginText() {}

    static String of(Map<String, Object> plugin) {
        PluginText text = new PluginText();
        text.lines.add("plugin " + plugin.get("id"));
        if (plugin.get("quarantine") instanceof Map<?, ?> stopped) {
            text.lines.add("IN QUARANTINE since " + stopped.get("at") + ", by " + stopped.get("by") + ": "
                    + stopped.get("reason"));
        }
        objects(plugin, "jars").forEach(text::jar);
        objects(plugin, "instances").forEach(text::instance);
        text.decisions(plugin);
        return String.join("\n", text.lines);
    }

    private void jar(Map<String, Object> jar) {
        lines.add("");
        lines.add(jar.get("file") + ", version " + jar.get("version") + ": " + jar.get("state")
                + (jar.get("cause") == null ? "" : " (" + jar.get("cause") + ")"));
        lines.add("  sha256      " + jar.get("sha256"));
        for (String field : List.of("provider", "description", "signature")) {
            if (jar.get(field) != null) {
                lines.add("  " + field + " ".repeat(12 - field.length()) + indented(jar.get(field), 14));
            }
        }
        lines.add("  asks for    " + (texts(jar, "requests").isEmpty()
                ? "nothing"
                : String.join("\n              ", texts(jar, "requests"))));
        List<Map<String, Object>> changes = objects(jar, "changes");
        if ("pending".equals(jar.get("state")) || jar.get("comparedWith") != null) {
            lines.add(jar.get("comparedWith") == null
                    ? "  it brings:"
                    : "  compared with the approved version " + jar.get("comparedWith")
                            + (changes.isEmpty() ? ": the same definitions and grants" : ":"));
            changes.forEach(change -> change("    ", change));
        }
        findings("  ", objects(jar, "findings"));
    }

    private void change(String margin, Map<String, Object> change) {
        Object before = change.get("before");
        Object after = change.get("after");
        String place = change.get("subject") + ("".equals(change.get("where")) ? "" : ", " + change.get("where"));
        lines.add(margin + place + (before == null ? ": new" : after == null ? ": gone" : ":"));
        if (before != null) {
            marked(margin + "  - ", before);
        }
        if (after != null) {
            marked(margin + "  + ", after);
        }
    }

    private void marked(String margin, Object text) {
        text.toString().lines().forEach(line -> lines.add(margin + line));
    }

    private void findings(String margin, List<Map<String, Object>> findings) {
        if (!findings.isEmpty()) {
            lines.add(margin + "found in its texts:");
        }
        for (Map<String, Object> finding : findings) {
            lines.add(margin + "  " + String.valueOf(finding.get("severity")).toUpperCase(Locale.ROOT) + " "
                    + finding.get("where") + ": " + finding.get("text") + " [" + finding.get("code") + "]");
            lines.add(margin + "    " + finding.get("excerpt"));
        }
    }

    private void instance(Map<String, Object> instance) {
        lines.add("");
        lines.add("instance " + instance.get("name") + ": "
                + (instance.get("state") == null ? "does not run" : instance.get("state"))
                + (instance.get("version") == null ? "" : ", version " + instance.get("version")));
        List<String> added = texts(instance, "added");
        lines.add("  may touch   " + (texts(instance, "given").isEmpty() ? "nothing"
                : texts(instance, "given").stream()
                        .map(each -> each + (added.contains(each) ? "  (added)" : ""))
                        .collect(Collectors.joining("\n              "))));
        if (!texts(instance, "withheld").isEmpty()) {
            lines.add("  not given   " + String.join("\n              ", texts(instance, "withheld")));
        }
        for (Map<String, Object> waiting : objects(instance, "waiting")) {
            lines.add("  waits: " + waiting.get("kind") + " " + waiting.get("name") + ", sha256 "
                    + waiting.get("sha256")
                    + (Boolean.TRUE.equals(waiting.get("earlierServes")) ? "; the earlier one is served" : ""));
            objects(waiting, "changes").forEach(change -> change("    ", change));
            findings("    ", objects(waiting, "findings"));
        }
    }

    private void decisions(Map<String, Object> plugin) {
        lines.add("");
        for (Map<String, Object> approved : objects(plugin, "approvals")) {
            lines.add("approved " + approved.get("at") + " by " + approved.get("by")
                    + (approved.get("second") == null ? "" : " and " + approved.get("second")) + ": version "
                    + approved.get("version") + ", " + approved.get("sha256"));
        }
        for (Map<String, Object> rejected : objects(plugin, "rejections")) {
            lines.add("rejected " + rejected.get("at") + " by " + rejected.get("by") + ": " + rejected.get("sha256")
                    + ("".equals(rejected.get("reason")) ? "" : ", " + rejected.get("reason")));
        }
        for (Map<String, Object> proposed : objects(plugin, "proposals")) {
            lines.add("needs a second administrator: " + proposed.get("decision") + " (" + proposed.get("by") + ", "
                    + proposed.get("at") + ")");
        }
    }

    private static List<String> texts(Map<String, Object> object, String member) {
        return object.get(member) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    private static String indented(Object text, int width) {
        return text.toString().lines().collect(Collectors.joining("\n" + " ".repeat(width)));
    }
}
