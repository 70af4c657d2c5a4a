package dev.patchbay.security.certificate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityDirectory.Linked;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the client of a connection's certificate: by its subject or one of its alternative names. The chain is checked
 * here too, whatever the TLS listener has checked, once a minute for each certificate; its dates at every request, since
 * a connection can outlive them.
 *
 * <p>Threads: safe for all; never blocks. Where revocation is asked about, the answer comes later.
 */
public final class CertificateCheck implements Authenticator, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateCheck.class);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_KEPT = 10_000;
    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final Authentication UNKNOWN = new Authentication.Refused(Authenticators.UNKNOWN_CLIENT,
            "The client certificate is in order, but nobody has let its bearer in here. Ask the administrator to link"
                    + " its subject or one of its alternative names to a client.",
            Reason.FORBIDDEN);
    private static final Authentication AMBIGUOUS = new Authentication.Refused("certificate_ambiguous",
            "The names in the client certificate are linked to different clients. Tell the administrator.",
            Reason.FORBIDDEN);

    private final Identities identities;
    private final InstantSource clock;
    private final ChainValidation validation;
    private final ThreadPoolExecutor threads;
    private final Executor executor;
    private final Cache<X509Certificate, CompletableFuture<Checked>> checked;

    private record Checked(Optional<ChainProblem> problem, CertificateNames names) {}

    /**
     * Makes the check.
     *
     * @param settings whose certificates are taken
     * @param identities whose client a certificate is of
     * @param clock the time
     */
    public CertificateCheck(CertificateSettings settings, Identities identities, InstantSource clock) {
        this(settings, identities, clock, Ticker.systemTicker());
    }

    CertificateCheck(CertificateSettings settings, Identities identities, InstantSource clock, Ticker ticker) {
        this.identities = identities;
        this.clock = clock;
        this.validation = new ChainValidation(settings);
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("patchbay-certificates-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        this.executor = validation.needsTime() ? threads : Runnable::run;
        this.checked = Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).ticker(ticker)
                .executor(Runnable::run).build();
    }

    @Override
    public Authentication authenticate(Credentials credentials) {
        List<X509Certificate> chain = credentials.certificates();
        X509Certificate client = chain.getFirst();
        CompletableFuture<Checked> check = checked.get(client,
                key -> CompletableFuture.supplyAsync(() -> check(chain), executor));
        CompletableFuture<Authentication> found = check.thenApply(done -> authentication(client, done))
                .exceptionally(this::failed)
                .whenComplete((authentication, none) -> forgetFailure(client, authentication));
        if (found.isDone()) {
            return found.join();
        }
        return new Authentication.Later(found.completeOnTimeout(refused(ChainProblem.UNDETERMINED),
                LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Checked check(List<X509Certificate> chain) {
        return new Checked(validation.problem(chain, clock.instant()), CertificateNames.of(chain.getFirst()));
    }

    private Authentication authentication(X509Certificate client, Checked check) {
        Instant now = clock.instant();
        if (check.problem().isPresent()) {
            return refused(check.problem().get());
        }
        if (!ChainValidation.isValidAt(client, now)) {
            return refused(ChainProblem.EXPIRED);
        }
        List<Linked> linked = check.names().linked(identities.current());
        if (linked.isEmpty()) {
            return UNKNOWN;
        }
        Linked first = linked.getFirst();
        if (linked.stream().anyMatch(other -> !other.client().id().equals(first.client().id()))) {
            return AMBIGUOUS;
        }
        return new Authentication.Known(first.unscoped(Optional.of(client.getNotAfter().toInstant())));
    }

    private static Authentication refused(ChainProblem problem) {
        return new Authentication.Refused(problem.code(), problem.message(),
                problem == ChainProblem.UNDETERMINED ? Reason.UNAVAILABLE : Reason.INVALID);
    }

    private void forgetFailure(X509Certificate client, Authentication found) {
        if (found instanceof Authentication.Refused refused && refused.reason() == Reason.UNAVAILABLE) {
            checked.invalidate(client);
        }
    }

    private Authentication failed(Throwable problem) {
        LOG.error("A client certificate cannot be checked", problem);
        return refused(ChainProblem.UNDETERMINED);
    }

    /** Ends the threads that ask about revocation. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
