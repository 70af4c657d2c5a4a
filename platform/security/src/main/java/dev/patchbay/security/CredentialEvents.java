package dev.patchbay.security;

import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who holds something open for a caller that its credential is not valid any more. Expiry is not told here: who
 * holds something open knows {@link ClientIdentity#expiresAt}. Safe for all threads.
 */
public final class CredentialEvents {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialEvents.class);

    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Who wants to know. Called by the thread of the change, one after the other; must not block. */
    public interface Listener {
        /**
         * A credential is not valid any more: revoked, or replaced by another.
         *
         * @param clientId whose it was
         * @param method how it was known: a constant of {@link ClientIdentity}
         * @param credentialId the credential, as in {@link ClientIdentity#credentialId}
         */
        void credentialEnded(String clientId, String method, String credentialId);

        /**
         * A client is not served any more with any credential: disabled or deleted.
         *
         * @param clientId the client
         */
        void clientEnded(String clientId);
    }

    /**
     * Adds a listener.
     *
     * @param listener who wants to know
     */
    public void add(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Removes a listener.
     *
     * @param listener who does not want to know any more
     */
    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    /**
     * Tells all that a credential ended.
     *
     * @param clientId whose it was
     * @param method how it was known
     * @param credentialId the credential
     */
    public void credentialEnded(String clientId, String method, String credentialId) {
        for (Listener listener : listeners) {
            guarded(() -> listener.credentialEnded(clientId, method, credentialId));
        }
    }

    /**
     * Tells all that a client ended.
     *
     * @param clientId the client
     */
    public void clientEnded(String clientId) {
        for (Listener listener : listeners) {
            guarded(() -> listener.clientEnded(clientId));
        }
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("A listener of ended credentials failed; the others are told all the same", e);
        }
    }
}
