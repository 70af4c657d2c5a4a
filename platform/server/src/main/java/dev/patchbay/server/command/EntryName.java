package dev.patchbay.server.command;

import java.util.List;
import java.util.Map;

/**
 * Something that can be enabled, as it is written on the command line: {@code tool:hello_greet}.
 *
 * @param kind tool, prompt, resource, template or toolset
 * @param name its name, maybe with {@code *} at the end
 */
record EntryName(String kind, String name) {
    private static final List<String> ENTRIES = List.of("tool", "prompt", "resource", "template");

    /** An entry or a toolset. */
    static EntryName target(String text) {
        EntryName found = split(text);
        if (!ENTRIES.contains(found.kind()) && !found.kind().equals("toolset")) {
            throw wrong(text, "tool:, prompt:, resource:, template: or toolset:");
        }
        return found;
    }

    /** An entry. */
    static EntryName entry(String text) {
        EntryName found = split(text);
        if (!ENTRIES.contains(found.kind())) {
            throw wrong(text, "tool:, prompt:, resource: or template:");
        }
        return found;
    }

    private static EntryName split(String text) {
        int colon = text.indexOf(':');
        return colon < 0 || colon == text.length() - 1
                ? new EntryName("", text)
                : new EntryName(text.substring(0, colon), text.substring(colon + 1));
    }

    private static CommandException wrong(String text, String kinds) {
        return new CommandException(ExitCode.USAGE, "'" + text + "' does not say what it is. Write " + kinds
                + " in front of its name, such as tool:hello_greet or 'resource:notes://*'.");
    }

    Map<String, Object> json() {
        return Map.of("kind", kind, "name", name);
    }
}
