package dev.patchbay.server.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/** What is logged until a command says otherwise: warnings, to the standard error. Found by Logback as a service. */
public final class QuietLogging extends ContextAwareBase implements Configurator {
    /** For the service loader. */
    public QuietLogging() {
        // nothing to prepare
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogSetup.quiet(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
