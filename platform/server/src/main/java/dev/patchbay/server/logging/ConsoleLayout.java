package dev.patchbay.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.patchbay.catalog.HandedSecrets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * A log line for people: time, severity, who, what. A stack trace follows indented, so that no message inside it looks
 * like a line of its own.
 */
final class ConsoleLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    private final HandedSecrets secrets;

    ConsoleLayout(HandedSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128).append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(' ').append(event.getLevel()).append(' ')
                .append(SafeText.line(shortName(event.getLoggerName())))
                .append(": ").append(SafeText.line(String.valueOf(event.getFormattedMessage())));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.stream().filter(pair -> !pair.key.equals("instance"))
                    .forEach(pair -> line.append(" [").append(pair.key).append(' ')
                            .append(SafeText.line(String.valueOf(pair.value))).append(']'));
        }
        line.append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown).lines()
                    .forEach(row -> line.append("    ").append(SafeText.lines(row)).append('\n'));
        }
        return secrets.hidden(line.toString());
    }

    private static String shortName(String logger) {
        return logger.startsWith("dev.patchbay.") ? logger.substring(logger.lastIndexOf('.') + 1) : logger;
    }
}
