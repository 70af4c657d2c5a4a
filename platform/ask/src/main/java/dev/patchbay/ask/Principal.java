package dev.patchbay.ask;

import dev.patchbay.api.call.Caller;
import dev.patchbay.security.ClientIdentity;

/**
 * Who a page is for, whatever its rights are at the moment.
 *
 * @param client the client
 * @param subject whom its token is of; empty for a client that has no users of its own
 */
record Principal(String client, String subject) {
    /** How a link to the subject of a token begins, where one to the client that got it begins otherwise. */
    private static final String OF_USER = "oauth_subject ";

    /** Whether it is one user, whom only that user's signing in shows. */
    boolean isUser() {
        return subject.startsWith(OF_USER);
    }

    static Principal of(Caller caller) {
        boolean hasSubject = caller instanceof ClientIdentity identity
                && identity.method().equals(ClientIdentity.TOKEN);
        return new Principal(caller.id(), hasSubject ? ((ClientIdentity) caller).credentialId() : "");
    }
}
