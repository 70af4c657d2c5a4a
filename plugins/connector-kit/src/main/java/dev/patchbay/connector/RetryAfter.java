package dev.patchbay.connector;

import dev.patchbay.api.grant.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code Retry-After} in both forms. Source: RFC 9110, section 10.2.3. */
final class RetryAfter {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private RetryAfter() {}

    /** How long to wait, from now; a date counts against the server's own clock, where it tells it. */
    static Optional<Duration> of(HttpResponse response, Instant now) {
        Optional<String> header = response.header("Retry-After").map(String::strip);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String value = header.get();
        if (!value.isEmpty() && value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(value), LONGEST_SECONDS)));
        }
        Instant reference = response.header("Date").flatMap(RetryAfter::date).orElse(now);
        return date(value).map(until -> Duration.between(reference, until))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), HTTP_DATE).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // a server that writes it wrong says nothing
        }
    }
}
