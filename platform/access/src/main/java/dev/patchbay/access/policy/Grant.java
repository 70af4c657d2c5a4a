package dev.patchbay.access.policy;

import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.ToolOverride;
import java.util.List;
import java.util.Optional;

/**
 * One line of what is enabled for a client.
 *
 * @param kind the kind of entry
 * @param pattern an exact name, URI or template, or a prefix with {@code *}
 * @param override how a toolset shows it
 * @param toolset the toolset it comes from
 * @param enablement what gives it to the client
 */
public record Grant(EntryKind kind, String pattern, Optional<ToolOverride> override, Optional<String> toolset,
        Enablement enablement) {
    static List<Grant> of(Enablement enablement, Lines lines) {
        return lines.all().stream().map(line -> new Grant(line.kind(), line.pattern(), line.override(),
                lines.toolset(), enablement)).toList();
    }

    /**
     * Returns where the line comes from.
     *
     * @return words for people, such as {@code toolset readers, given to role staff}
     */
    public String source() {
        String subject = (enablement.subjectKind() == Subject.ROLE ? "role " : "client ") + enablement.subject();
        return toolset.map(name -> "toolset " + name + ", given to " + subject)
                .orElse("'" + pattern + "', enabled for " + subject);
    }
}
