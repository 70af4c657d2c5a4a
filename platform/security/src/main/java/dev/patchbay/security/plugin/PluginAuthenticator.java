package dev.patchbay.security.plugin;

import dev.patchbay.api.security.Authenticated;
import dev.patchbay.api.security.PresentedCredentials;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An authenticator of an instance of a plugin, wherever that runs. Looked up for each use and never kept. */
public interface PluginAuthenticator {
    /**
     * Returns whose it is.
     *
     * @return the name of the instance, the issuer of links to its subjects
     */
    String instance();

    /**
     * Returns of which version it is.
     *
     * @return the version of the plugin
     */
    String version();

    /**
     * Asks it. Must not block.
     *
     * @param credentials what a caller sent
     * @param limit how long it may take
     * @return who it is, empty if the credentials are wrong; fails if it cannot be found out
     */
    CompletionStage<Optional<Authenticated>> ask(PresentedCredentials credentials, Duration limit);
}
