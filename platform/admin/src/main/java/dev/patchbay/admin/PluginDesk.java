package dev.patchbay.admin;

import java.util.List;

/** What the administration needs of what approves plugins. Implemented where the server is put together. */
public interface PluginDesk {
    /**
     * Returns the plugins.
     *
     * @return one for each JAR
     */
    List<PluginState> plugins();

    /**
     * Approves what a JAR is and asks for; it starts then.
     *
     * @param id the plugin's id
     * @param sha256 of the JAR, in lower-case hexadecimal digits; one of {@link #plugins}
     * @param by whom
     */
    void approve(String id, String sha256, String by);

    /**
     * Takes an approval back; what runs of the JAR stops.
     *
     * @param id the plugin's id
     * @param sha256 of the JAR
     * @param by whom
     */
    void withdraw(String id, String sha256, String by);
}
