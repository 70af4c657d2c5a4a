package dev.patchbay.server.logging;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A logger of the JDK's kind that writes to SLF4J. Holds names only. */
final class RoutedLogger implements System.Logger {
    private final String name;
    private final Logger target;
    private final @Nullable String instance;

    RoutedLogger(String name, String target, @Nullable String instance) {
        this.name = name;
        this.target = LoggerFactory.getLogger(target);
        this.instance = instance;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return switch (level) {
            case ALL, TRACE -> target.isTraceEnabled();
            case DEBUG -> target.isDebugEnabled();
            case INFO -> target.isInfoEnabled();
            case WARNING -> target.isWarnEnabled();
            case ERROR -> target.isErrorEnabled();
            case OFF -> false;
        };
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String message,
            @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            write(level, text(bundle, message), thrown);
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format,
            @Nullable Object @Nullable... parameters) {
        if (isLoggable(level)) {
            String text = text(bundle, format);
            write(level, parameters == null || parameters.length == 0 ? text : formatted(text, parameters), null);
        }
    }

    private static String text(@Nullable ResourceBundle bundle, @Nullable String message) {
        String text = String.valueOf(message);
        return bundle != null && message != null && bundle.containsKey(message) ? bundle.getString(message) : text;
    }

    private static String formatted(String text, @Nullable Object[] parameters) {
        try {
            return MessageFormat.format(text, parameters);
        } catch (IllegalArgumentException e) {
            return text; // the pattern is none, so the text is shown as it stands
        }
    }

    private void write(Level level, String text, @Nullable Throwable thrown) {
        org.slf4j.event.Level severity = switch (level) {
            case ALL, TRACE -> org.slf4j.event.Level.TRACE;
            case DEBUG -> org.slf4j.event.Level.DEBUG;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR -> org.slf4j.event.Level.ERROR;
            case INFO, OFF -> org.slf4j.event.Level.INFO;
        };
        LoggingEventBuilder event = target.atLevel(severity).setCause(thrown);
        if (instance != null) {
            event = event.addKeyValue("instance", instance).addKeyValue("logger", name);
        }
        event.log(text);
    }
}
