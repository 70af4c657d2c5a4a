package dev.patchbay.protocol;

import java.util.Locale;
import java.util.Optional;

/** Severity of a log message as in syslog (RFC 5424), least severe first. */
public enum LoggingLevel {
    DEBUG, INFO, NOTICE, WARNING, ERROR, CRITICAL, ALERT, EMERGENCY;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    public boolean isAtLeast(LoggingLevel threshold) {
        return compareTo(threshold) >= 0;
    }

    public static Optional<LoggingLevel> of(String text) {
        for (LoggingLevel level : values()) {
            if (level.text.equals(text)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
