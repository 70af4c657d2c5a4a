package dev.patchbay.broker.http;

import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.broker.HostThreads;
import dev.patchbay.broker.Scope;
import dev.patchbay.egress.AddressCheck;
import dev.patchbay.egress.Connector;
import dev.patchbay.egress.Line;
import dev.patchbay.egress.Received;
import dev.patchbay.egress.Resolver;
import dev.patchbay.egress.Sent;
import dev.patchbay.egress.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * What all instances share for HTTP: what servers are trusted, who ends requests that take too long, and a few threads
 * that ask the name service, because such a question cannot be interrupted.
 *
 * <p>Threads: safe for all.
 */
public final class HttpBroker implements AutoCloseable {
    private static final int RESOLVERS = 4;
    private static final int WAITING = 64;

    private final Resolver resolver;
    private final Supplier<SSLContext> tls;
    private final Connector connector;
    private final HttpLimits limits;
    private final ThreadPoolExecutor resolving;
    private final ScheduledThreadPoolExecutor ending;

    /**
     * Creates it.
     *
     * @param resolver finds addresses
     * @param tls what servers are trusted; asked when it is needed
     * @param connector connects sockets
     * @param limits bounds of a request
     */
    public HttpBroker(Resolver resolver, Supplier<SSLContext> tls, Connector connector, HttpLimits limits) {
        this.resolver = resolver;
        this.tls = tls;
        this.connector = connector;
        this.limits = limits;
        resolving = new ThreadPoolExecutor(RESOLVERS, RESOLVERS, 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING), new HostThreads("patchbay-names"));
        resolving.allowCoreThreadTimeOut(true);
        ending = new ScheduledThreadPoolExecutor(1, new HostThreads("patchbay-http-limit"));
        ending.setRemoveOnCancelPolicy(true);
    }

    /**
     * Returns the HTTP of an instance.
     *
     * @param scope the instance
     * @return its way to servers
     */
    public HttpAccess of(Scope scope) {
        return new GrantedHttp(this, scope);
    }

    HttpLimits limits() {
        return limits;
    }

    /** Makes one exchange with one server, on the calling thread. */
    Received exchange(Target target, Sent sent, AddressCheck check, Duration limit) throws IOException {
        if (!limit.isPositive()) {
            throw new IOException("there is no time left");
        }
        long end = System.nanoTime() + limit.toNanos();
        try (Line line = new Line(host -> resolve(host, end), tls.get(), connector, target)) {
            Future<?> closing = ending.schedule(line::close, limit.toNanos(), TimeUnit.NANOSECONDS);
            try {
                return line.exchange(sent, check, limit, limits.maxBytes());
            } finally {
                closing.cancel(false);
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the call was ended while it waited for " + target.authority());
            }
            String why = System.nanoTime() - end >= 0 ? "no answer within " + limit.toMillis() + " ms"
                    : e instanceof UnknownHostException ? "there is no such host" : String.valueOf(e.getMessage());
            throw new IOException(target.authority() + ": " + why, e.getCause() == null ? null : jdk(e.getCause()));
        } catch (RejectedExecutionException e) {
            throw new IOException("the host stops", e);
        }
    }

    /** The cause, if the plugin knows its class too. */
    private static Throwable jdk(Throwable cause) {
        return cause.getClass().getName().startsWith("java") ? cause : new IOException(cause.toString());
    }

    private InetAddress[] resolve(String host, long end) throws UnknownHostException {
        Future<InetAddress[]> found = null;
        try {
            found = resolving.submit(() -> resolver.resolve(host));
            return found.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            found.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnknownHostException("the call was ended");
        } catch (TimeoutException e) {
            found.cancel(true);
            throw new UnknownHostException("the name service does not answer");
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException("the name service does not keep up");
        }
    }

    /** Ends what runs, and runs nothing more. */
    @Override
    public void close() {
        resolving.shutdownNow();
        ending.shutdownNow();
    }
}
