package dev.patchbay.access.explain;

import dev.patchbay.access.EnablementAuthorizer;
import dev.patchbay.access.limit.CallLimiter;
import dev.patchbay.access.view.Views;
import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains decisions, by asking the very objects that make them: the builder of views, the checks of calls, the limiter.
 * Nothing is counted, recorded or called.
 *
 * <p>Threads: any that may block on the database.
 */
public final class Explain {
    private final EnablementAuthorizer authorizer;
    private final CallLimiter limiter;
    private final CredentialStates credentials;
    private final PluginStates plugins;
    private final InstantSource clock;

    /**
     * Creates it.
     *
     * @param authorizer decides who sees and may call what
     * @param limiter counts calls
     * @param credentials tells by what clients can be known
     * @param plugins tells how plugins are
     * @param clock the time
     */
    public Explain(EnablementAuthorizer authorizer, CallLimiter limiter, CredentialStates credentials,
            PluginStates plugins, InstantSource clock) {
        this.authorizer = authorizer;
        this.limiter = limiter;
        this.credentials = credentials;
        this.plugins = plugins;
        this.clock = clock;
    }

    /**
     * Explains.
     *
     * @param question what is to be explained
     * @return the whole chain of decisions
     */
    public Explanation answer(Question question) {
        Views views = authorizer.views();
        Instant at = question.at() == null ? clock.instant() : question.at();
        List<Step> steps = new ArrayList<>();
        client(views, question, at, steps);
        EntrySearch search = new EntrySearch(views, question, plugins.all(), steps);
        Optional<FoundEntry> found = search.find();
        found.ifPresent(entry -> new CallSteps(views, question, entry, at, limiter, steps).add());
        return Explanation.of(found.isPresent(), steps);
    }

    private void client(Views views, Question question, Instant at, List<Step> steps) {
        Optional<Client> client = views.state().client(question.client());
        if (client.isEmpty()) {
            List<String> near = NearNames.of(question.client(),
                    views.state().data().clients().stream().map(Client::id).toList());
            steps.add(new Step("client", Step.Result.REFUSED, ReasonCode.CLIENT_UNKNOWN,
                    "There is no client '" + question.client() + "'.", NearNames.question(near)));
            return;
        }
        steps.add(client.get().disabled()
                ? new Step("client", Step.Result.REFUSED, ReasonCode.CLIENT_DISABLED,
                        "The client '" + question.client() + "' is disabled.", "Enable the client.")
                : new Step("client", Step.Result.PASSED, ReasonCode.CLIENT_ACTIVE,
                        "The client '" + question.client() + "' exists and is not disabled.", ""));
        steps.add(credential(question.client(), at));
    }

    /** Does not decide: a client of stdio has no credential at all. */
    private Step credential(String client, Instant at) {
        List<ApiKey> keys = credentials.keys(client);
        long valid = keys.stream().filter(key -> isValid(key, at)).count();
        int links = credentials.links(client).size();
        if (valid + links > 0) {
            return new Step("credential", Step.Result.PASSED, ReasonCode.CREDENTIAL_VALID,
                    valid + " of " + keys.size() + " keys valid, " + links + " linked identities.", "");
        }
        if (keys.isEmpty()) {
            return new Step("credential", Step.Result.NOTED, ReasonCode.CREDENTIAL_NONE,
                    "The client has no key and no linked identity, so only stdio can be this client.",
                    "Create a key, or link an identity.");
        }
        String why = keys.stream().map(key -> key.id() + " " + (key.revokedAt() != null
                ? "revoked at " + key.revokedAt()
                : "expired at " + key.expiresAt())).sorted().reduce((one, other) -> one + ", " + other).orElse("");
        return new Step("credential", Step.Result.NOTED, ReasonCode.CREDENTIAL_ENDED,
                "No key of the client is valid: " + why + ".", "Create a new key.");
    }

    private static boolean isValid(ApiKey key, Instant at) {
        Instant revoked = key.revokedAt();
        Instant expires = key.expiresAt();
        return (revoked == null || revoked.isAfter(at)) && (expires == null || expires.isAfter(at));
    }
}
