package dev.patchbay.tests.access;

import dev.patchbay.security.ClientIdentity;
import dev.patchbay.tests.access.Cell.Token;
import java.util.Optional;
import java.util.Set;

/** The identities of the matrix. */
final class MatrixCaller {
    private MatrixCaller() {}

    static ClientIdentity of(String client, Token token) {
        String method = token.isScoped() ? ClientIdentity.TOKEN : ClientIdentity.KEY;
        return new ClientIdentity(client, client, Set.of(), token.scopes(), token.isScoped(), method,
                method + " of " + client, Optional.empty());
    }
}
