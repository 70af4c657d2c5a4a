package dev.patchbay.host;

import dev.patchbay.api.security.Authenticated;
import dev.patchbay.api.security.AuthenticatorHandler;
import dev.patchbay.api.security.PresentedCredentials;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceRuntime.PluginWork;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.host.runtime.PluginFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An authenticator that an instance contributes. To be looked up for each use and never kept, or the code of a plugin that
 * is gone would stay.
 *
 * <p>Threads: safe for all; never blocks, the plugin runs on threads of its instance.
 */
public final class ContributedAuthenticator {
    private final InstanceRuntime runtime;
    private final AuthenticatorHandler handler;

    ContributedAuthenticator(InstanceRuntime runtime, AuthenticatorHandler handler) {
        this.runtime = runtime;
        this.handler = handler;
    }

    /**
     * Returns whose it is.
     *
     * @return the name of the instance
     */
    public String instance() {
        return runtime.instance();
    }

    /**
     * Returns of which version it is.
     *
     * @return the version of the plugin
     */
    public String version() {
        return runtime.pluginVersion();
    }

    /**
     * Asks it.
     *
     * @param credentials what a caller sent
     * @param limit how long it may take
     * @return who it is, empty if the credentials are wrong; fails with {@link PluginFailure} if the plugin throws, takes
     *         too long or takes no calls, and never holds the credentials
     */
    public CompletableFuture<Optional<Authenticated>> ask(PresentedCredentials credentials, Duration limit) {
        CompletableFuture<Optional<Authenticated>> answer = new CompletableFuture<>();
        try {
            runtime.submit(new Question(credentials, answer), limit);
        } catch (InstanceUnavailableException e) {
            answer.completeExceptionally(new PluginFailure(String.valueOf(e.getMessage())));
        }
        return answer;
    }

    private final class Question implements PluginWork {
        private final PresentedCredentials credentials;
        private final CompletableFuture<Optional<Authenticated>> answer;

        private Question(PresentedCredentials credentials, CompletableFuture<Optional<Authenticated>> answer) {
            this.credentials = credentials;
            this.answer = answer;
        }

        @Override
        public String label() {
            return "authenticator of " + credentials.scheme();
        }

        @Override
        public void run() {
            try {
                Optional<Authenticated> found = handler.authenticate(credentials);
                runtime.codeEnded();
                answer.complete(Objects.requireNonNull(found, "an authenticator returned null"));
            } catch (Throwable t) {
                // its text may hold what the caller sent
                answer.completeExceptionally(new PluginFailure(label() + " threw " + t.getClass().getName()));
            }
        }

        @Override
        public void giveUp(Cause cause) {
            answer.completeExceptionally(new PluginFailure(label() + (cause == Cause.DEADLINE
                    ? " took too long"
                    : " was ended by the host")));
        }
    }
}
