package dev.patchbay.slack;

import dev.patchbay.api.tool.ToolException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Texts and times as Slack writes them. Source: https://docs.slack.dev/messaging/formatting-message-text.
 */
final class SlackText {
    static final int LONGEST = 12_000;

    private static final Pattern TS = Pattern.compile("\\d{1,12}\\.\\d{1,9}");

    private SlackText() {}

    /**
     * Writes a text so that nothing in it is markup with an effect: no mention of people, groups or {@code @channel}, no
     * link that says something else than it is.
     */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String checked(String name, String text) {
        if (text.isBlank()) {
            throw illegal(name + " is empty; there is nothing to post.");
        }
        if (text.length() > LONGEST) {
            throw illegal(name + " has " + text.length() + " characters, but at most " + LONGEST + ".");
        }
        return text;
    }

    /** Checks the timestamp that names a message. */
    static String ts(String name, String text) {
        if (!TS.matcher(text).matches()) {
            throw illegal(name + " is '" + shown(text) + "', but names a message, such as 1512085950.000216.");
        }
        return text;
    }

    /** Reads a moment: a message's timestamp, seconds, a date or a date with time and offset. */
    static String moment(String name, String text) {
        if (TS.matcher(text).matches() || text.matches("\\d{1,12}")) {
            return text;
        }
        try {
            Instant moment = text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return moment.getEpochSecond() + ".000000";
        } catch (DateTimeException e) {
            throw illegal(name + " is '" + shown(text) + "', but a moment: a message's ts, 2026-11-21, or"
                    + " 2026-11-21T09:30:00Z.");
        }
    }

    /** The moment of a message, for people. */
    static String time(String ts) {
        try {
            return Instant.ofEpochSecond(new BigDecimal(ts).longValue()).toString();
        } catch (NumberFormatException | DateTimeException e) {
            return ""; // a service may answer anything
        }
    }

    static ToolException illegal(String text) {
        return new ToolException(text + " Nothing was sent.").code("invalid_argument");
    }

    static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
