package dev.patchbay.audit;

import dev.patchbay.invocation.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened beside the calls and matters to security: a refused credential, a definition that changed, a
 * plugin in quarantine. Secrets in the details are hidden by their names.
 *
 * @param kind what, such as {@code authentication} or {@code plugin}
 * @param client the client that it is about, null if none is known
 * @param subject what it is about, such as a plugin's id or the id of a key; null for nothing
 * @param decision such as {@code denied}; null if nothing was decided
 * @param reason a reason code, null if there is none
 * @param details more, JSON of JDK types
 * @param origin from where
 */
public record SecurityEvent(String kind, @Nullable String client, @Nullable String subject, @Nullable String decision,
        @Nullable String reason, Map<String, @Nullable Object> details, Origin origin) {
    /** Copies the details. */
    public SecurityEvent {
        details = new LinkedHashMap<>(details);
    }
}
