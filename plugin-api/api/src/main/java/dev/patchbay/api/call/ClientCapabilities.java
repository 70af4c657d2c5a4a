package dev.patchbay.api.call;

import dev.patchbay.api.Stable;

/**
 * What the calling client declared it can be asked for. Asking for something else ends the call with an error that
 * names the missing capability, so a tool that can do without looks here first. Implemented by the host; immutable.
 *
 * <p>Source: MCP 2026-07-28, {@code ClientCapabilities}.
 */
@Stable
public interface ClientCapabilities {
    /**
     * Returns whether forms can be shown to the user.
     *
     * @return whether {@link Call#ask(String, dev.patchbay.api.input.ElicitRequest)} works
     */
    boolean elicitation();

    /**
     * Returns whether the user can be asked on a page of the host.
     *
     * @return whether {@link Call#ask(String, dev.patchbay.api.input.ElicitUrlRequest)} works
     */
    default boolean urlElicitation() {
        return false;
    }

    /**
     * Returns whether the client samples from its model.
     *
     * @return whether {@link Call#sample} works
     */
    boolean sampling();

    /**
     * Returns whether the client tells its roots.
     *
     * @return whether {@link Call#roots} works
     */
    boolean roots();
}
