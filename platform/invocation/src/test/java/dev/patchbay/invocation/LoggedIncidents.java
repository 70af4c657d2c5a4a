package dev.patchbay.invocation;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What an administrator reads while a test runs. */
final class LoggedIncidents implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.patchbay.incident");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    LoggedIncidents() {
        appender.start();
        logger.addAppender(appender);
    }

    List<String> texts() {
        return List.copyOf(appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    List<String> causes() {
        return List.copyOf(appender.list).stream().filter(event -> event.getThrowableProxy() != null)
                .map(event -> event.getThrowableProxy().getMessage()).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
