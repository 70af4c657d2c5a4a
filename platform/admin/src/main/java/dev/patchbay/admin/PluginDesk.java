package dev.patchbay.admin;

import dev.patchbay.admin.route.Actor;
import java.util.List;
import java.util.Set;

/**
 * What the administration needs of what approves plugins. Implemented where the server is put together. A decision tells
 * whether it holds; if not, a second administrator must decide the same.
 */
public interface PluginDesk {
    /** Returns the plugins, one for each JAR. */
    List<PluginState> plugins();

    /** Returns what waits for a decision. */
    List<PendingItem> pending();

    /**
     * Returns all there is to see of a plugin.
     *
     * @param id the plugin's id
     * @return the plugin
     * @throws dev.patchbay.admin.route.Problem if there is none
     */
    PluginDetail plugin(String id);

    /**
     * Approves what a JAR is and asks for; it starts then.
     *
     * @param id the plugin's id
     * @param sha256 of the JAR, in lower-case hexadecimal digits; one of {@link #plugins}
     * @param without grants that it is not given, as a manifest writes them; may be empty
     * @param despiteFindings whether that is meant although it looks dangerous
     * @param by whom
     */
    boolean approve(String id, String sha256, String without, boolean despiteFindings, Actor by);

    /** Refuses a JAR that waits, until that is withdrawn. */
    void reject(String id, String sha256, String reason, Actor by);

    /** Takes an approval or a refusal back; what runs of the JAR stops. */
    void withdraw(String id, String sha256, Actor by);

    /** Stops all of a plugin. */
    void quarantine(String id, String reason, Actor by);

    /** Ends a quarantine. */
    boolean release(String id, Actor by);

    /** Gives an instance grants, written as in a manifest. */
    boolean grant(String instance, String grants, Actor by);

    /** Takes grants from an instance. */
    void ungrant(String instance, String grants, Actor by);

    /** Approves definitions of an instance that wait, by their hashes. */
    boolean approveDefinitions(String instance, Set<String> hashes, boolean despiteFindings, Actor by);
}
