package dev.patchbay.security.token;

import dev.patchbay.egress.AddressCheck;
import dev.patchbay.egress.AddressRule;
import dev.patchbay.egress.Connector;
import dev.patchbay.egress.Line;
import dev.patchbay.egress.Received;
import dev.patchbay.egress.Resolver;
import dev.patchbay.egress.Sent;
import dev.patchbay.egress.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks authorization servers, and nobody else, over a {@link Line} each. No redirect is followed, no proxy used, nothing
 * retried, nothing logged; size and time are bounded.
 *
 * <p>Threads: safe for all. At most a few requests run at once, on threads of its own, and few may wait; a request
 * beyond fails at once.
 */
final class Fetcher implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int WAITING = 64;
    private static final int MAX_BYTES = 64 * 1024;
    private static final Map.Entry<String, String> ACCEPT = Map.entry("Accept", "application/json");

    private final AddressRule rule;
    private final Resolver resolver;
    private final SSLContext tls;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    Fetcher(AddressRule rule, Resolver resolver, SSLContext tls, Duration limit) {
        this.rule = rule;
        this.resolver = resolver;
        this.tls = tls;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("patchbay-issuer-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Fetches a document. Fails with {@link IOException} only. */
    CompletableFuture<byte[]> get(URI address) {
        return send(address, new Sent("GET", path(address), List.of(ACCEPT), new byte[0]));
    }

    /** Sends a form, with what shows that we may, if anything does. Fails with {@link IOException} only. */
    CompletableFuture<byte[]> post(URI address, String form, @Nullable String authorization) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(List.of(ACCEPT,
                Map.entry("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")));
        if (authorization != null) {
            headers.add(Map.entry("Authorization", authorization));
        }
        return send(address, new Sent("POST", path(address), headers, form.getBytes(StandardCharsets.UTF_8)));
    }

    private static String path(URI address) {
        String path = address.getRawPath();
        String query = address.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private CompletableFuture<byte[]> send(URI address, Sent request) {
        Target target;
        try {
            target = Target.of(address);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        Line line = new Line(resolver, tls, Connector.DIRECT, target);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        CompletableFuture<byte[]> bounded = answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((bytes, problem) -> line.close())
                .exceptionallyCompose(problem -> CompletableFuture.failedFuture(readable(problem)));
        try {
            threads.execute(() -> {
                try {
                    Received received = line.exchange(request, check(target), limit, MAX_BYTES);
                    if (received.status() != 200) {
                        throw new IOException("it answers status " + received.status());
                    }
                    answer.complete(received.body());
                } catch (IOException e) {
                    answer.completeExceptionally(e);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(new IOException("no HTTP answer: " + e, e));
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IOException("too many requests to authorization servers at once", e));
        }
        return bounded;
    }

    private AddressCheck check(Target target) {
        return address -> {
            if (!rule.allows(address)) {
                return Optional.of("its address " + address.getHostAddress()
                        + " is not public; list it to allow it");
            }
            return target.encrypted() || rule.allowsPlain(address)
                    ? Optional.empty()
                    : Optional.of("without https only listed addresses of this machine are asked");
        };
    }

    private IOException readable(Throwable problem) {
        Throwable cause = problem instanceof CompletionException && problem.getCause() != null
                ? problem.getCause()
                : problem;
        return cause instanceof IOException known
                ? known
                : new IOException("no answer within " + limit.toMillis() + " ms", cause);
    }

    /** Lets what runs end by its limit, and runs nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
