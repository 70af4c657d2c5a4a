package dev.patchbay.ask;

import dev.patchbay.invocation.Pages;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** The pages there are, in memory only and within bounds. Safe for all threads. */
final class PageStore {
    private static final int ID_BYTES = 32;
    private static final int ID_LENGTH = 43;

    private final AskOptions options;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, Page> pages = new ConcurrentHashMap<>();

    PageStore(AskOptions options, SecureRandom random, LongSupplier nanos) {
        this.options = options;
        this.random = random;
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** 256 bits that nobody guesses. */
    String secretText() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Opens a page; empty if there are too many. */
    synchronized Optional<Page> open(Pages.Question question, Duration lifetime) {
        Page page = new Page(secretText(), question, now(), lifetime.toNanos());
        if (pages.values().stream().filter(other -> other.principal.client().equals(page.principal.client()))
                .count() >= options.maxPagesPerClient()) {
            pages.values().stream().filter(other -> other.principal.client().equals(page.principal.client()))
                    .min(Comparator.comparingLong(other -> other.openedAt - page.openedAt)).ifPresent(this::end);
        }
        if (pages.size() >= options.maxPages()) {
            expire();
        }
        if (pages.size() >= options.maxPages()) {
            return Optional.empty();
        }
        pages.put(page.id, page);
        return Optional.of(page);
    }

    /** A page that is open or done and not expired. */
    Optional<Page> find(String id) {
        if (id.length() != ID_LENGTH) {
            return Optional.empty();
        }
        return Optional.ofNullable(pages.get(id)).filter(page -> !page.hasExpired(now()));
    }

    void forget(String id) {
        Page page = pages.get(id);
        if (page != null) {
            end(page);
        }
    }

    private void end(Page page) {
        pages.remove(page.id, page);
        page.end();
    }

    /** Ends the pages whose time is over. */
    void expire() {
        long now = now();
        pages.values().stream().filter(page -> page.hasExpired(now)).toList().forEach(this::end);
    }

    int size() {
        return pages.size();
    }
}
