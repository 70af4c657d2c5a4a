package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.view.View;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who sees and may call what: the one authorization call, at the head of the pipeline, whatever the transport or
 * the method.
 *
 * <p>Threads: any, I/O threads too, so nothing here may block.
 */
public interface Authorizer {
    /**
     * Returns what a client sees now.
     *
     * @param caller who asks
     * @return the view; what is not in it does not exist for the caller
     */
    View view(Caller caller);

    /**
     * Decides on the call of something that the caller sees.
     *
     * @param request what is called
     * @return the decision
     */
    Decision decide(Request request);

    /**
     * Sets who is told when views may have changed for another reason than a change of the catalog. Told on a thread of
     * the authorizer, which the listener must not hold.
     *
     * @param listener the listener
     */
    default void onViewsChanged(Runnable listener) {
        // for policies that never change
    }

    /**
     * Lets everybody see and call everything; for dev mode, where the only caller is the one on this machine.
     *
     * @param registry the catalog
     * @return the policy of dev mode
     */
    static Authorizer ofEverything(CatalogRegistry registry) {
        return new DevPolicy(registry);
    }

    /**
     * What is to be decided.
     *
     * @param caller who calls
     * @param target what is called
     * @param arguments the arguments, with those that a toolset fixes
     */
    record Request(Caller caller, Target target, Map<String, @Nullable Object> arguments) {}

    /** What was decided. */
    sealed interface Decision {
        /** The call may go on. */
        Decision ALLOWED = new Allowed();

        /** The call may go on. */
        record Allowed() implements Decision {}

        /**
         * The caller's token lacks scopes.
         *
         * @param scopes all scopes that the operation needs, those that are there too
         */
        record MissingScopes(Set<String> scopes) implements Decision {
            /** Copies the set. */
            public MissingScopes {
                scopes = Set.copyOf(scopes);
            }
        }

        /**
         * The call is refused, and the caller may know why.
         *
         * @param code a word for programs, such as {@code rule} or {@code permission}
         * @param message what is wrong and what to do
         * @param data more for the client, JSON of JDK types
         */
        record Denied(String code, String message, Map<String, Object> data) implements Decision {
            /** Copies the data. */
            public Denied {
                data = Map.copyOf(data);
            }
        }
    }
}
