package dev.patchbay.security;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what ended. */
public final class EndedCredentials implements CredentialEvents.Listener {
    public final List<String> ended = new CopyOnWriteArrayList<>();

    @Override
    public void credentialEnded(String clientId, String method, String credentialId) {
        ended.add(clientId + ": " + method + " " + credentialId);
    }

    @Override
    public void clientEnded(String clientId) {
        ended.add(clientId);
    }
}
