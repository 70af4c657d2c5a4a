package dev.patchbay.admin.route;

import dev.patchbay.store.administration.AdminRole;

/**
 * Who uses the interface.
 *
 * @param account the administrator's name, the operating-system user that the command line names, or {@code oidc:} and
 *            the subject of who signed in at the OpenID provider
 * @param method {@code password} for a session, {@code cli} for the holder of the command line's token,
 *            {@code oidc:} and the issuer for who signed in there
 * @param role what they may do
 * @param session the id of the session; empty for the command line
 */
public record Actor(String account, String method, AdminRole role, String session) {
    /** The method of the command line. */
    public static final String CLI = "cli";
    /** The method of a session that began with a password. */
    public static final String PASSWORD = "password";
    /** What the method and the account of who signed in at an OpenID provider begin with. */
    public static final String OPEN_ID = "oidc:";
    /** Whoever has not shown who they are. */
    public static final Actor NOBODY = new Actor("", "none", AdminRole.VIEWER, "");

    /**
     * Returns whether this is the holder of the command line's token.
     *
     * @return whether it is
     */
    public boolean isCommandLine() {
        return method.equals(CLI);
    }

    /**
     * Returns whether this is somebody with an account here: a name and a password.
     *
     * @return whether it is
     */
    public boolean hasAccount() {
        return method.equals(PASSWORD);
    }
}
