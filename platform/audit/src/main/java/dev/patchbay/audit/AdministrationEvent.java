package dev.patchbay.audit;

import dev.patchbay.invocation.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator did or tried to do. Secrets in the details are hidden by their names.
 *
 * @param account who: the administrator's name, or that of the operating-system user behind the command line
 * @param method how the account was known, such as {@code password}, {@code token}, {@code oidc} or {@code cli}
 * @param action what, such as {@code client.create}
 * @param subject on what, such as the client's id; null if there is nothing of that kind
 * @param details what changes, JSON of JDK types
 * @param origin from where
 * @param decision {@code allowed} or {@code denied}
 * @param reason the reason code of a denial, null if it was allowed
 */
public record AdministrationEvent(String account, String method, String action, @Nullable String subject,
        Map<String, @Nullable Object> details, Origin origin, String decision, @Nullable String reason) {
    /** Copies the details. */
    public AdministrationEvent {
        details = new LinkedHashMap<>(details);
    }

    /**
     * Returns an event that is allowed.
     *
     * @param account who
     * @param method how the account was known
     * @param action what
     * @param subject on what, null for nothing
     * @param details what changes
     * @param origin from where
     * @return the event
     */
    public static AdministrationEvent allowed(String account, String method, String action, @Nullable String subject,
            Map<String, @Nullable Object> details, Origin origin) {
        return new AdministrationEvent(account, method, action, subject, details, origin, "allowed", null);
    }

    /**
     * Returns the same event, denied.
     *
     * @param why the reason code
     * @return the event
     */
    public AdministrationEvent denied(String why) {
        return new AdministrationEvent(account, method, action, subject, details, origin, "denied", why);
    }
}
