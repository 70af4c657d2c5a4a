package dev.patchbay.server.running;

import dev.patchbay.host.runtime.AgentGuard;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure before any plugin is loaded that the agent checks them, or that somebody has decided otherwise. */
final class AgentStart {
    private static final Logger LOG = LoggerFactory.getLogger(AgentStart.class);

    private AgentStart() {}

    static void check(Mode mode, Configuration configuration) throws StartException {
        if (configuration.get(Settings.PLUGINS_AGENT).equals("off")) {
            AgentGuard.switchOff();
            LOG.warn("plugins.agent is off ({}): plugins may do all that this process may",
                    configuration.place(Settings.PLUGINS_AGENT).orElse("the default"));
            return;
        }
        List<String> problems = AgentGuard.problems();
        if (problems.isEmpty()) {
            return;
        }
        if (mode == Mode.DEV && !AgentGuard.isActive()) {
            LOG.warn("The agent does not check plugins: {}; they may do all that this process may",
                    String.join("; ", problems));
            return;
        }
        throw new StartException("The agent that checks plugins does not work: " + String.join("; ", problems)
                + ". Start with bin/patchbay on Java 25 under Linux or macOS, or, if every plugin may do all that this"
                + " process may, set plugins.agent to off.");
    }
}
