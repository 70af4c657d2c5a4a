package dev.patchbay.access.rule;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules are evaluated on: one call or, without arguments and time, one entry that a client may see. All rules of
 * one call share its budget, so take a new object for each call.
 *
 * <p>Threads: one.
 */
public final class RuleCall {
    private final RuleClient client;
    private final RuleSubject subject;
    private final @Nullable Map<String, @Nullable Object> arguments;
    private final Instant now;
    private final Fuel fuel;

    private RuleCall(RuleClient client, RuleSubject subject, @Nullable Map<String, @Nullable Object> arguments,
            Instant now, Fuel fuel) {
        this.client = client;
        this.subject = subject;
        this.arguments = arguments;
        this.now = now;
        this.fuel = fuel;
    }

    /**
     * Returns an entry that a client may see.
     *
     * @param client the client
     * @param subject the entry
     * @return what rules that shape views are evaluated on
     */
    public static RuleCall ofEntry(RuleClient client, RuleSubject subject) {
        return new RuleCall(client, subject, null, Instant.EPOCH, new Fuel(Fuel.PER_ENTRY));
    }

    /**
     * Returns a call.
     *
     * @param client who calls
     * @param subject what is called
     * @param arguments the arguments, JSON of JDK types; null where there are none by nature, as when a resource is read
     * @param now the time
     * @return what rules are evaluated on
     */
    public static RuleCall of(RuleClient client, RuleSubject subject,
            @Nullable Map<String, @Nullable Object> arguments, Instant now) {
        return new RuleCall(client, subject, arguments, now, new Fuel(Fuel.PER_CALL));
    }

    RuleClient client() {
        return client;
    }

    RuleSubject subject() {
        return subject;
    }

    boolean hasArguments() {
        return arguments != null;
    }

    Map<String, @Nullable Object> arguments() {
        return arguments == null ? Map.of() : arguments;
    }

    Instant now() {
        return now;
    }

    Fuel fuel() {
        return fuel;
    }
}
