package dev.patchbay.host;

import java.util.List;

/** Hears what the gate decides by itself, so that it can be recorded. Called by any thread; must not block. */
public interface GateListener {
    /** Hears nothing. */
    GateListener NONE = new GateListener() {
        @Override
        public void heldBack(Approval.DefinitionRequest definition) {
            // nobody listens
        }

        @Override
        public void followedFromConfiguration(Approval.Start start, List<Approval.DefinitionRequest> definitions) {
            // nobody listens
        }
    };

    /**
     * A definition waits for approval; told once for each, as long as the server runs.
     *
     * @param definition the definition
     */
    void heldBack(Approval.DefinitionRequest definition);

    /**
     * Definitions were approved by a change of an instance's configuration.
     *
     * @param start the instance
     * @param definitions the definitions
     */
    void followedFromConfiguration(Approval.Start start, List<Approval.DefinitionRequest> definitions);
}
