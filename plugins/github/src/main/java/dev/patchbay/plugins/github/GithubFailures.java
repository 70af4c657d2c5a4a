package dev.patchbay.plugins.github;

import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.FailureRule;
import dev.patchbay.connector.Failures;
import dev.patchbay.connector.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What GitHub's statuses mean. Sources: GitHub REST, "Troubleshooting" and "Rate limits for the REST API".
 *
 * <p>Threads: immutable.
 */
final class GithubFailures implements FailureRule {
    /** What GitHub asks for where it says no more. */
    private static final Duration LEAST_SECONDARY = Duration.ofSeconds(60);

    private final String credential;

    /** Takes what an administrator has to look at where GitHub refuses the credential. */
    GithubFailures(String credential) {
        this.credential = credential;
    }

    @Override
    public Optional<ToolException> failure(RestResponse response) {
        return switch (response.status()) {
            case 401 -> Optional.of(Failures.of(response, "unauthorized", "An administrator has to look at "
                    + credential + "."));
            case 403, 429 -> Optional.of(limited(response).orElseGet(() -> forbidden(response)));
            case 404 -> Optional.of(Failures.of(response, "not_found", "It does not exist, or the credential may not"
                    + " see it: GitHub answers the same to both. Check owner and name."));
            case 410 -> Optional.of(Failures.of(response, "not_found", "It was removed, or is turned off here."));
            case 422 -> Optional.of(refused(response));
            default -> Optional.empty();
        };
    }

    private static ToolException refused(RestResponse response) {
        boolean exists = Failures.words(response).orElse("").toLowerCase(Locale.ROOT).contains("already exist");
        return exists ? Failures.of(response, "conflict", "Look for the one that exists.")
                : Failures.of(response, "invalid_argument", "Mend the arguments that it names.");
    }

    private static Optional<ToolException> limited(RestResponse response) {
        boolean isUsedUp = response.header("X-RateLimit-Remaining").map(String::strip).equals(Optional.of("0"));
        if (isUsedUp && !isSecondary(response)) {
            return Optional.of(Failures.rateLimited(response, untilReset(response)));
        }
        if (response.status() == 429 || response.header("Retry-After").isPresent() || isSecondary(response)) {
            return Optional.of(Failures.rateLimited(response,
                    Optional.of(response.retryAfter().orElse(LEAST_SECONDARY))));
        }
        return Optional.empty();
    }

    private static boolean isSecondary(RestResponse response) {
        String words = Failures.words(response).orElse("").toLowerCase(Locale.ROOT);
        return words.contains("secondary rate limit") || words.contains("abuse detection");
    }

    /** The reset is a moment by GitHub's clock. */
    private static Optional<Duration> untilReset(RestResponse response) {
        try {
            Optional<Instant> reset = response.header("X-RateLimit-Reset").map(String::strip).map(Long::valueOf)
                    .map(Instant::ofEpochSecond);
            Instant now = response.header("Date").flatMap(GithubFailures::date).orElseGet(response::at);
            return reset.map(moment -> Duration.between(now, moment))
                    .map(wait -> wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
        } catch (NumberFormatException e) {
            return Optional.empty(); // then it is not known how long
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // then the host's clock has to do
        }
    }

    private ToolException forbidden(RestResponse response) {
        if (response.header("X-GitHub-SSO").isPresent()) {
            return Failures.of(response, "forbidden", "The organization asks for single sign-on: an administrator has"
                    + " to authorize " + credential + " for it.");
        }
        String scopes = response.header("X-Accepted-OAuth-Scopes").orElse("").strip();
        String permissions = response.header("X-Accepted-GitHub-Permissions").orElse("").strip();
        String needed = !permissions.isEmpty() ? " It takes the permissions " + response.clean(permissions) + "."
                : !scopes.isEmpty() ? " It takes one of the scopes " + response.clean(scopes) + "." : "";
        return Failures.of(response, "forbidden", "The credential may not do this." + needed);
    }
}
