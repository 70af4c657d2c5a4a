package dev.patchbay.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests by address, before anything else is known of them. A limited number of addresses is remembered, those
 * that sent last. Safe for all threads.
 */
final class FloodGuard {
    private static final int MAX_ADDRESSES = 50_000;
    private static final Duration KEPT = Duration.ofMinutes(10);
    /** How many requests of a connection pass between two times that its address is said to be in use. */
    private static final int TOUCH = 256;

    private final FloodLimits limits;
    private final Cache<Object, Bucket> buckets = Caffeine.newBuilder().maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(KEPT).executor(Runnable::run).build();

    FloodGuard(FloodLimits limits) {
        this.limits = limits;
    }

    /** The sender behind one connection, which is looked up once. */
    final class Sender {
        private final Object key;
        private Bucket bucket;
        private int requests;

        private Sender(InetAddress address) {
            this.key = key(address);
            this.bucket = buckets.get(key, any -> bucket());
        }

        /** Whether it may send one more. */
        boolean admit() {
            if (++requests % TOUCH == 0) {
                Bucket current = bucket;
                bucket = buckets.get(key, any -> current);
            }
            return bucket.tryConsume(1);
        }

        /** Says that what it sent had wrong credentials. */
        void failed() {
            bucket.tryConsumeAsMuchAsPossible(limits.failureCost());
        }

        /** After how many seconds it may send again. */
        long retryAfterSeconds() {
            long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
            return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
        }
    }

    Sender sender(InetAddress address) {
        return new Sender(address);
    }

    private Bucket bucket() {
        return Bucket.builder().addLimit(limit -> limit.capacity(limits.burst())
                .refillGreedy(limits.requestsPerMinute(), Duration.ofMinutes(1))).build();
    }

    /** A network of IPv6 belongs to one subscriber, who has all its addresses. */
    private static Object key(InetAddress address) {
        return address instanceof Inet6Address ? ByteBuffer.wrap(address.getAddress()).getLong() : address;
    }
}
